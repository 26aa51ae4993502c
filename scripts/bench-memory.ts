/**
 * What a gateway needs for each key that it remembers, of 1,000,000 that there are, and that it needs no more when it is
 * asked about others. `npm run bench:memory`, or `npm run bench:memory -- --keys 60000 --large 2000` to look.
 */
import { parseArgs } from 'node:util'
import { type Growth, grown, type MemoryFigures } from '@/bench/memory/growth'
import { measureMemory, warmUpQuestions } from '@/bench/memory/measure-memory'
import { machine, machineLine } from '@/bench/support/machine'
import { median } from '@/bench/support/median'
import { publish } from '@/bench/support/publish'
import { tableLines } from '@/bench/support/table'
import { temporaryInstallation } from '@/campaigns/support/temporary-installation'
import { runScript } from './support/run-script'

const goalBytes = 1000

await runScript(async (args) => {
  const options = {
    keys: { type: 'string', default: '1000000' },
    large: { type: 'string', default: '30000' },
  } as const
  const { values } = parseArgs({ args, options })
  const large = Number(values.large)
  const installation = await temporaryInstallation()
  try {
    report(await measureMemory(Number(values.keys), { small: Math.round(large / 3), large }, console.log))
  } finally {
    await installation.close()
  }
})

function report(figures: MemoryFigures): void {
  const { keys, fillSeconds, settled, atOnce } = figures
  const on = machine({ fastify: 'node_modules/fastify', pg: 'node_modules/pg' })
  const each = (growth: Growth) => grown(growth) / growth.entries
  const rows = settled.map((growth) => [
    nameOf(growth),
    thousands(growth.entries),
    thousands(growth.asked),
    megabytes(growth.before.resident),
    megabytes(growth.after.resident),
    megabytes(grown(growth)),
    thousands(each(growth)),
  ])
  const missed = settled.filter((growth) => each(growth) > goalBytes).length
  const [few] = settled
  const many = settled.filter(({ entries }) => entries !== few?.entries)
  const byResident = many.map((growth) => {
    const more = growth.after.resident - (few?.after.resident ?? 0)
    return `${thousands(more / (growth.entries - (few?.entries ?? 0)))} (${nameOf(growth)})`
  })
  const counted = many.map((growth) => {
    const then = atOnce.find(({ kind, entries }) => kind === growth.kind && entries === growth.entries)
    return then ? (grown(then) - grown(growth)) / growth.asked : Number.NaN
  })
  const lines = [
    ...tableLines(
      ['Keys', 'remembered', 'asked about', 'RSS before', 'RSS after', 'heap, external', 'bytes a key'],
      rows,
    ),
    '',
    `Goal: at most ${thousands(goalBytes)} bytes a remembered key; ${missed === 0 ? 'reached by all' : `missed by ${missed} of ${settled.length}`}. Between the small and the large memory the whole process grows by ${byResident.join(' and ')} bytes a key: what libraries keep outside the heap is in that. While what a key does is counted, for a minute, that takes ${thousands(median(counted))} bytes more, remembered or not.`,
    '',
    `MB; the heap and the bytes it points to are what there is more than before. A gateway a kind and setting (\`GATEWAY_CACHE_ENTRIES\`) lets in one signed request of each key, of ${thousands(keys)} in the database, which was filled in ${fillSeconds.toFixed(0)} s. Before: after ${thousands(warmUpQuestions)} requests of one key; after: more than a minute after the last; garbage collected. Measured ${machineLine(on)}.`,
  ]
  publish('bench-memory', lines, { machine: on, goalBytes, ...figures })
}

function nameOf({ kind }: Growth): string {
  return kind === 'hmac' ? 'HMAC' : 'Ed25519'
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1)
}

function thousands(count: number): string {
  return Math.round(count).toLocaleString('en')
}
