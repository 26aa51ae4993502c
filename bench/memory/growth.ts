export type BenchKind = 'hmac' | 'ed25519'

/** In bytes, by what the gateway says of itself. */
export type Memory = {
  /** All that it has of the machine. */
  resident: number
  /** What its script keeps, and the bytes that this points to: not what libraries keep for it. */
  heapAndExternal: number
}

/** What a gateway needs before it was asked about any key, and after. */
export type Growth = {
  kind: BenchKind
  /** GATEWAY_CACHE_ENTRIES */
  entries: number
  /** Keys that it was asked about, each once. */
  asked: number
  before: Memory
  after: Memory
}

/** By how many bytes its script needs more. */
export const grown = ({ before, after }: Growth): number => after.heapAndExternal - before.heapAndExternal

export type MemoryFigures = {
  keys: number
  fillSeconds: number
  /** More than a minute after the last question. */
  settled: Growth[]
  /** Right after it, while each key is still counted. */
  atOnce: Growth[]
}
