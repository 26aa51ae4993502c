import { createHash } from 'node:crypto'

/** Numbers that look random and are the same for the same seed, by Chris Doty-Humphrey's sfc32. */
export class Random {
  private a: number
  private b: number
  private c: number
  private d: number

  constructor(seed: string) {
    const start = createHash('sha256').update(seed).digest()
    this.a = start.readInt32LE(0)
    this.b = start.readInt32LE(4)
    this.c = start.readInt32LE(8)
    this.d = start.readInt32LE(12)
  }

  /** 32 bits, as a signed number. */
  private word(): number {
    const sum = (((this.a + this.b) | 0) + this.d) | 0
    this.d = (this.d + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0
    return sum
  }

  /** From 0, below 1. */
  fraction(): number {
    return (this.word() >>> 0) / 4_294_967_296
  }

  /** A whole number from 0, below `end`. */
  below(end: number): number {
    return Math.floor(this.fraction() * end)
  }

  /** True so often. */
  chance(probability: number): boolean {
    return this.fraction() < probability
  }

  pick<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0]
  }

  bytes(length: number): Buffer {
    const bytes = Buffer.allocUnsafe(Math.ceil(length / 4) * 4)
    for (let at = 0; at < bytes.length; at += 4) bytes.writeInt32LE(this.word(), at)
    return bytes.subarray(0, length)
  }

  hex(bytes: number): string {
    return this.bytes(bytes).toString('hex')
  }

  /** An instant so many days ago, at most; recent ones are as likely as old ones. */
  daysAgo(now: Date, most: number, least = 0): Date {
    return new Date(now.getTime() - Math.floor((least + this.fraction() * (most - least)) * 86_400_000))
  }

  /** A UUIDv7 of this instant (RFC 9562 5.7). */
  id(at: Date): string {
    const bytes = this.bytes(16)
    bytes.writeUIntBE(at.getTime(), 0, 6)
    bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6)
    bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8)
    const hex = bytes.toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
  }
}
