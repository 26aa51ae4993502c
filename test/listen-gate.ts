import type { Socket } from 'node:net'

/**
 * `nothing` is a black hole: as packets that are lost and sent again, what it keeps back arrives late, once it is over.
 * `answers` are all but notifications, which never arrive.
 */
export type Passing = 'everything' | 'answers' | 'nothing'

/** PostgreSQL's protocol, "Message Formats": the byte that NotificationResponse begins with. */
const notification = 'A'.charCodeAt(0)

/** Lets through to a gateway what it may hear of what PostgreSQL says. */
export class ListenGate {
  #passing: Passing = 'everything'
  /** Less than one message. */
  #rest: Buffer = Buffer.alloc(0)
  #late: Buffer[] = []
  #ended = false

  constructor(
    private readonly gateway: Socket,
    private readonly keep: (bytes: number) => void,
  ) {}

  pass(passing: Passing): void {
    this.#passing = passing
    if (passing === 'nothing') return
    for (const message of this.#late.splice(0)) this.gateway.write(message)
    if (this.#ended) this.gateway.end()
  }

  take(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk])
    // A type of one byte, then a length that counts itself.
    while (this.#rest.length >= 5) {
      const length = 1 + this.#rest.readUInt32BE(1)
      if (this.#rest.length < length) return
      this.#tell(this.#rest.subarray(0, length))
      this.#rest = this.#rest.subarray(length)
    }
  }

  end(): void {
    this.#ended = true
    if (this.#passing !== 'nothing') this.gateway.end()
  }

  #tell(message: Buffer): void {
    const isKept = this.#passing === 'nothing' || (this.#passing === 'answers' && message[0] === notification)
    if (!isKept) return void this.gateway.write(message)
    this.keep(message.length)
    if (this.#passing === 'nothing') this.#late.push(message)
  }
}
