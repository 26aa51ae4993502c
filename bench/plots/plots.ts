import { grown, type MemoryFigures } from '../memory/growth'
import type { Times } from '../revoke/measure-changes'
import type { Machine } from '../support/machine'
import { median } from '../support/median'
import { ratio } from '../support/ratio'
import type { Latency } from '../verify/latency'
import { type Bar, bars } from './bars'
import { ranges } from './ranges'

type On<Figures> = Figures & { machine: Machine }
type Rates<Side extends string> = Record<Side, number[]>

/** What the commands that have a plot write as JSON. */
export type Results = {
  'bench-verify': On<{
    rates: Rates<'echo' | 'cached' | 'uncached' | 'ed25519' | 'peer'>
    goals: { cached: number; uncached: number; ed25519: number }
    toPeer: number
    atRate: Latency
  }>
  'bench-memory': On<MemoryFigures & { goalBytes: number }>
  'bench-revoke': On<{ times: Times }>
  'bench-create': On<{ goal: number; rates: Rates<'product' | 'peer'>; [more: string]: unknown }>
  'bench-pages': On<{
    goals: { list: number; plain: number }
    ratios: { list: number; plain: number }
    [more: string]: unknown
  }>
  'bench-desk': On<{ goal: number; lines: { look: string; ratio: number }[]; [more: string]: unknown }>
  'bench-pki-issuance': On<{ goal: number; issuance: { rates: Rates<'product' | 'peer'> } }>
}

/** Dearest looks of the desk that are drawn. */
const looksDrawn = 12

/** Of each command that has one, its plot as SVG, made of the JSON that it writes. */
export const plots: { [Name in keyof Results]: (result: Results[Name]) => string } = {
  'bench-verify': ({ rates, goals, machine }) => {
    const row = (label: string, side: keyof typeof rates, more: Partial<Bar> = {}): Bar => {
      const value = ratio(rates[side], rates.echo)
      return { label, value, shown: value.toFixed(2), ...more }
    }
    return bars(
      'Verifying a signed order, per CPU-second, as a part of what the framework echoes',
      [
        row('Key in memory', 'cached', { goal: goals.cached }),
        row('Key not in memory: one read of the database', 'uncached', { goal: goals.uncached }),
        row('Ed25519 key in memory', 'ed25519', { goal: goals.ed25519 }),
        row('better-auth API-key plugin, nothing signed', 'peer', { isPeer: true }),
      ],
      { about: placeOf(machine) },
    )
  },
  'bench-memory': ({ settled, atOnce, goalBytes, machine }) =>
    bars(
      'What a gateway keeps more, in MB, asked about so many different keys',
      settled.map((growth) => {
        const { kind, entries, asked } = growth
        const then = atOnce.find((one) => one.kind === kind && one.entries === entries && one.asked === asked)
        const value = grown(growth) / 1e6
        return {
          label: `${kind === 'hmac' ? 'HMAC' : 'Ed25519'}: remembers ${thousands(entries)}, asked about ${thousands(asked)}`,
          value,
          shown: value.toFixed(1),
          goal: (entries * goalBytes) / 1e6,
          passing: then ? grown(then) / 1e6 : 0,
        }
      }),
      {
        atMost: true,
        about: placeOf(machine),
        legend: ['Paler: right after the last question, while what each key does is counted for a minute.'],
      },
    ),
  'bench-revoke': ({ times, machine }) =>
    ranges(
      'A key is turned off: how long it takes',
      (Object.keys(times) as (keyof Times)[]).map((name) => ({ label: changes[name], values: times[name] })),
      { unit: 'ms', about: placeOf(machine) },
    ),
  'bench-create': ({ goal, rates, machine }) => {
    const value = ratio(rates.product, rates.peer)
    const rows = [
      { label: 'Signet: cap, proof, sealed secret, audit, notice', value, shown: value.toFixed(2), goal },
      { label: 'better-auth API-key plugin: none of these', value: 1, shown: '1', isPeer: true },
    ]
    return bars('Creating a key, per CPU-second, as a part of the peer’s', rows, {
      about: placeOf(machine),
    })
  },
  'bench-pages': ({ goals, ratios, machine }) => {
    const row = (label: string, side: 'list' | 'plain') => ({
      ...{ label, value: ratios[side], shown: ratios[side].toFixed(2), goal: goals[side] },
    })
    const rows = [
      row('of a minimal page with the same sign-in check and one query', 'list'),
      row('of a minimal page with nothing else', 'plain'),
    ]
    return bars('The key list, in requests per CPU-second, as a part …', rows, {
      about: placeOf(machine),
    })
  },
  'bench-desk': ({ goal, lines, machine }) => {
    const dearest = [...lines].sort((a, b) => b.ratio - a.ratio).slice(0, looksDrawn)
    const rows = dearest.map(({ look, ratio }) => ({
      ...{ label: look, value: ratio, shown: ratio.toFixed(2), goal },
    }))
    return bars(`Large database to small: the ${rows.length} dearest of ${lines.length} looks`, rows, {
      ...{ atMost: true, about: placeOf(machine) },
    })
  },
  'bench-pki-issuance': ({ goal, issuance, machine }) => {
    const [ours, theirs] = [median(issuance.rates.product), median(issuance.rates.peer)]
    const rows = [
      { label: 'Signet: checked, signed, stored, audited, told', value: ours, shown: ours.toFixed(0), goal },
      { label: '`openssl ca`, one process', value: theirs, shown: theirs.toFixed(0), isPeer: true },
    ]
    return bars('Issuing certificates, per CPU-second', rows, { about: placeOf(machine) })
  },
}

/** What is measured of a change, as tables and plots call it. */
export const changes: Record<keyof Times, string> = {
  alone: 'call to return, no gateway runs',
  fleet: 'call to return, two gateways',
  refused: 'commit to the first refusal, at the slower gateway',
  loggedOut: 'commit to forced_logout at the client, over the slower gateway',
  silent: 'call to return, beside a holder that renews and stays silent',
  stopped: 'call to return, beside a gateway that is stopped',
}

/** Versions stand below the table. */
function placeOf({ date, cores, processor, node }: Machine): string {
  return `${date}, ${cores} cores (${processor}), Node ${node}`
}

function thousands(count: number): string {
  return count.toLocaleString('en')
}
