/**
 * How long a change of a key takes until it is done at every gateway, and when its client feels it. `npm run
 * bench:revoke`
 */
import { changes } from '@/bench/plots/plots'
import type { Times } from '@/bench/revoke/measure-changes'
import { machine, machineLine } from '@/bench/support/machine'
import { percentile } from '@/bench/support/percentile'
import { publish } from '@/bench/support/publish'
import { tableLines } from '@/bench/support/table'
import { temporaryInstallation } from '@/campaigns/support/temporary-installation'
import { runScript } from './support/run-script'

const rounds = { usual: 300, disturbed: 20 }

await runScript(async () => {
  const installation = await temporaryInstallation()
  try {
    // Reads settings as it is loaded, which the installation has only now.
    const { measureChanges } = await import('@/bench/revoke/measure-changes')
    const times = await measureChanges(rounds)
    const on = machine({ fastify: 'node_modules/fastify', pg: 'node_modules/pg' })
    const lines = (Object.keys(changes) as (keyof Times)[]).map((name) => [
      changes[name],
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
