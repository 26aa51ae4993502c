/**
 * Key creation per CPU-second of the process, against better-auth's API-key plugin on the same PostgreSQL in the
 * same run; with the SQL statements of one creation. `npm run bench:create`.
 */
import { alternate } from '@/bench/support/alternate'
import { installPeer } from '@/bench/support/install-peer'
import { machine, machineLine } from '@/bench/support/machine'
import { median } from '@/bench/support/median'
import { publish } from '@/bench/support/publish'
import { ratio } from '@/bench/support/ratio'
import { tableLines } from '@/bench/support/table'
import { startWorker } from '@/bench/support/worker'
import { temporaryInstallation } from '@/campaigns/support/temporary-installation'
import { runScript } from './support/run-script'

const rounds = 5
const goal = 0.5
/** Keys a round: about two CPU-seconds of each side. */
const counts = { product: 1_000, peer: 6_000 }

await runScript(async () => {
  installPeer()
  const installation = await temporaryInstallation()
  const tsx = ['--expose-gc', '--import', 'tsx']
  const product = await startWorker('bench/create/product.ts', ['--conditions=react-server', ...tsx])
  const peer = await startWorker('bench/peer/peer.mjs', tsx)
  try {
    const rates = await alternate(
      { product: () => product.run(counts.product), peer: () => peer.run(counts.peer) },
      rounds,
      console.log,
    )
    const statements = { product: await product.statements(), peer: await peer.statements() }
    report(rates, statements)
  } finally {
    await Promise.all([product.stop(), peer.stop()])
    await installation.close()
  }
})

function report(
  rates: Record<'product' | 'peer', number[]>,
  statements: Record<'product' | 'peer', string[]>,
): void {
  const measured = ratio(rates.product, rates.peer)
  const on = machine({
    '@prisma/client': 'node_modules/@prisma/client',
    pg: 'node_modules/pg',
    'better-auth': 'bench/peer/node_modules/better-auth',
    '@better-auth/api-key': 'bench/peer/node_modules/@better-auth/api-key',
  })
  const row = (name: string, side: 'product' | 'peer') => [
    name,
    median(rates[side]).toFixed(0),
    statements[side].length,
    side === 'product' ? measured.toFixed(2) : '1',
  ]
  const lines = [
    ...tableLines(
      ['Creating a key', 'per CPU-second', 'statements', 'ratio'],
      [
        row('Signet: cap, proof, sealed secret, audit, notice', 'product'),
        row('better-auth API-key plugin: none of these', 'peer'),
      ],
    ),
    '',
    `Goal: at least ${goal} of the peer's; ${measured >= goal ? 'reached' : 'missed'}. The statements of one creation:`,
    '',
    ...statements.product.map((text, at) => `${at + 1}. \`${inShort(text)}\``),
    '',
    `Measured ${machineLine(on)}; ${rounds} rounds after a warm-up, 16 at a time.`,
  ]
  publish('bench-create', lines, { machine: on, goal, ratio: measured, rates, statements })
}

function inShort(statement: string): string {
  const text = statement
    .replace(/"public"\.|"/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return text.length > 90 ? `${text.slice(0, 87)} …` : text
}
