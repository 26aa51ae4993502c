import { setTimeout as pause } from 'node:timers/promises'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { serviceToken } from '@/test/service-token'
import type { BenchKey } from '../verify/make-keys'
import { askAbout } from './ask-about'
import { fillKeys } from './fill-keys'
import { type BenchKind, type Growth, grown, type Memory, type MemoryFigures } from './growth'
import { collecting, memoryOf } from './memory-of'

/** For so long a gateway counts what one key does. */
const countedMs = 61_000
/** Until the code is compiled and the connections are open. */
export const warmUpQuestions = 3_000

type Measured = {
  kind: BenchKind
  entries: number
  gateway: LaunchedGateway
  before: Memory
  lastAskedMs: number
}

/**
 * Fills the database with keys, and measures gateways of a small and of a large memory that are asked about as many
 * as each remembers, the small one then about as many again.
 */
export async function measureMemory(
  keys: number,
  { small, large }: { small: number; large: number },
  say: (line: string) => void,
): Promise<MemoryFigures> {
  const began = Date.now()
  const known = await fillKeys(keys, large + 1)
  const figures: MemoryFigures = { keys, fillSeconds: (Date.now() - began) / 1000, settled: [], atOnce: [] }
  say(`  ${keys} keys after ${figures.fillSeconds.toFixed(0)} s`)
  const token = await serviceToken('bench')
  const gateways: LaunchedGateway[] = []
  const launch = async (kind: BenchKind, entries: number): Promise<Measured> => {
    const gateway = await launchGateway({
      ...{ LOG_LEVEL: 'error', GATEWAY_CACHE_ENTRIES: String(entries) },
      ...collecting,
    })
    gateways.push(gateway)
    const [first] = known[kind]
    if (!first) throw new Error('no keys')
    await askAbout(gateway, token, Array<BenchKey>(warmUpQuestions).fill(first))
    return { kind, entries, gateway, before: await memoryOf(gateway), lastAskedMs: 0 }
  }
  const askUpTo = async (side: Measured, from: number, to: number) => {
    await askAbout(side.gateway, token, known[side.kind].slice(from + 1, to + 1))
    side.lastAskedMs = Date.now()
    figures.atOnce.push(await growthOf(side, to))
  }
  const settle = async (side: Measured, asked: number) => {
    await pause(Math.max(0, side.lastAskedMs + countedMs - Date.now()))
    figures.settled.push(await growthOf(side, asked))
  }
  const growthOf = async ({ kind, entries, gateway, before }: Measured, asked: number): Promise<Growth> => {
    const growth = { kind, entries, asked, before, after: await memoryOf(gateway) }
    say(`  ${kind}, ${entries} remembered, ${asked} asked about: ${(grown(growth) / 1e6).toFixed(1)} MB more`)
    return growth
  }
  try {
    const few = await launch('hmac', small)
    await askUpTo(few, 0, small)
    const many = await launch('hmac', large)
    await askUpTo(many, 0, large)
    const pairs = await launch('ed25519', large)
    await askUpTo(pairs, 0, large)
    await settle(few, small)
    await askUpTo(few, small, 2 * small)
    await settle(many, large)
    await settle(pairs, large)
    await settle(few, 2 * small)
    return figures
  } finally {
    await Promise.all(gateways.map((gateway) => gateway.stop()))
  }
}
