/**
 * How long a change of a key takes until it is done at every gateway, and when its client feels it. `npm run
 * bench:revoke`
 */
import { measureChanges, type Times } from '@/bench/revoke/measure-changes'
import { machine, machineLine } from '@/bench/support/machine'
import { percentile } from '@/bench/support/percentile'
import { publish } from '@/bench/support/publish'
import { tableLines } from '@/bench/support/table'
import { temporaryInstallation } from '@/campaigns/support/temporary-installation'
import { runScript } from './support/run-script'

const rounds = { usual: 300, disturbed: 20 }

const rows: Record<keyof Times, string> = {
  alone: 'call to return, no gateway runs',
  fleet: 'call to return, two gateways',
  refused: 'commit to the first refusal, at the slower gateway',
  loggedOut: 'commit to `forced_logout` at the client, over the slower gateway',
  silent: 'call to return, beside a holder that renews and stays silent',
  stopped: 'call to return, beside a gateway that is stopped',
}

await runScript(async () => {
  const installation = await temporaryInstallation()
  try {
    const times = await measureChanges(rounds)
    const on = machine({ fastify: 'node_modules/fastify', pg: 'node_modules/pg' })
    const lines = (Object.keys(rows) as (keyof Times)[]).map((name) => [
      rows[name],
      times[name].length,
      ...[0.5, 0.99, 1].map((share) => percentile(times[name], share).toFixed(1)),
    ])
    const said = `Milliseconds. Measured ${machineLine(on)}.`
    const header = ['A key is turned off', 'rounds', 'median', '99 %', 'longest']
    publish('bench-revoke', [...tableLines(header, lines), '', said], { machine: on, times })
  } finally {
    await installation.close()
  }
})
