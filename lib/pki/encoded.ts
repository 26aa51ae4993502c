import { BaseBlock, ValueBlock, ViewWriter } from 'asn1js'
import type { Bytes } from './bytes'

/**
 * Ready DER among what the library encodes, byte for byte as it was signed. Reading it into the library's objects first
 * would take as long as encoding it did, and fail at the bounds that are meant for what strangers send.
 */
export class Encoded extends BaseBlock<ValueBlock> {
  constructor(private readonly der: Bytes) {
    super({}, ValueBlock)
  }

  override toBER(_sizeOnly?: boolean, writer?: ViewWriter): ArrayBuffer {
    const target = writer ?? new ViewWriter()
    target.write(this.der.slice().buffer)
    return writer ? new ArrayBuffer(0) : target.final()
  }
}
