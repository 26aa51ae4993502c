import { parseAddress } from './parse-address'

/** An address in network byte order, 4 or 16 bytes; null for what is none. */
export function addressBytes(text: string): Uint8Array<ArrayBuffer> | null {
  const address = parseAddress(text)
  if (!address) return null
  const length = address.family === 4 ? 4 : 16
  return Uint8Array.from({ length }, (_, at) =>
    Number((address.value >> BigInt(8 * (length - 1 - at))) & 0xffn),
  )
}
