/**
 * Every search and list of the support desk on a large database against the same on a small one, side by side:
 * `npm run bench:desk`; `-- --customers 2000 --keys 20000` for a quick try.
 */
import { type Measured, type Side, startSide } from '@/bench/desk/start-side'
import { twoDatabases } from '@/bench/desk/two-databases'
import { machine, machineLine } from '@/bench/support/machine'
import { median } from '@/bench/support/median'
import { publish } from '@/bench/support/publish'
import { tableLines } from '@/bench/support/table'
import type { Size } from './seed-large/fill-database'
import { readSize } from './seed-large/read-size'
import { runScript } from './support/run-script'

const rounds = 5
const callsOfRound = 10
const goal = 1.5
/**
 * Enough that its pages are as full as the large one's: a list of two rows is no measure for one of twenty. Of staff
 * there are as many.
 */
const smallSize = { customers: 20_000, keys: 200_000 }

type Sides = Record<'small' | 'large', Side>
type Line = { look: string; rows: [number, number]; milliseconds: [number, number]; ratio: number }

await runScript(async (args) => {
  const large = readSize(args)
  const small = { ...large, ...smallSize }
  const databases = await twoDatabases()
  const { settings } = databases
  const sides = { small: await startSide(settings.small), large: await startSide(settings.large) }
  try {
    const names = await sides.small.fill(small)
    const began = Date.now()
    await sides.large.fill(large)
    const seconds = Math.round((Date.now() - began) / 1000)
    report(await compare(sides, names), small, large, seconds)
  } finally {
    await Promise.all([sides.small.stop(), sides.large.stop()])
    await databases.close()
  }
})

/** Look after look and round after round, the two sides in turn; the first round warms up. */
async function compare(sides: Sides, names: string[]): Promise<Line[]> {
  const measured = new Map(names.map((name) => [name, [] as [Measured, Measured][]]))
  for (let round = 0; round <= rounds; round++) {
    console.log(round === 0 ? 'Warming up …' : `Round ${round} of ${rounds} …`)
    for (const [name, pairs] of measured) {
      const small = await sides.small.look(name, callsOfRound)
      const large = await sides.large.look(name, callsOfRound)
      if (round > 0) pairs.push([small, large])
    }
  }
  return [...measured].map(([look, pairs]) => ({
    look,
    rows: [pairs[0]?.[0].rows ?? 0, pairs[0]?.[1].rows ?? 0],
    milliseconds: [
      median(pairs.map(([small]) => small.milliseconds)),
      median(pairs.map(([, large]) => large.milliseconds)),
    ],
    ratio: median(pairs.map(([small, large]) => large.milliseconds / small.milliseconds)),
  }))
}

function report(lines: Line[], small: Size, large: Size, seconds: number): void {
  const on = machine({ '@prisma/client': 'node_modules/@prisma/client', pg: 'node_modules/pg' })
  const above = lines.filter(({ ratio }) => ratio > goal)
  const table = tableLines(
    ['What is looked at', 'rows, small', 'rows, large', 'ms, small', 'ms, large', 'ratio'],
    lines.map(({ look, rows, milliseconds, ratio }) => [
      look,
      ...rows,
      ...milliseconds.map((time) => time.toFixed(2)),
      ratio.toFixed(2),
    ]),
  )
  const size = ({ customers, keys }: Size) => `${customers} customers with ${keys} keys`
  publish(
    'bench-desk',
    [
      ...table,
      '',
      `Small: ${size(small)}; large: ${size(large)}, filled in ${seconds} s. A time is the processor time of a whole operation of the desk and of its queries in the database: the mean of ${callsOfRound} calls one after the other, and of that the median over ${rounds} rounds after a warm-up, the two sides in turn.`,
      '',
      `Goal: at most ${goal} times; ${above.length === 0 ? `reached by all ${lines.length}` : `missed by ${above.map(({ look }) => look).join(', ')}`}. Measured ${machineLine(on)}.`,
    ],
    { machine: on, goal, small, large, seconds, lines },
  )
}
