/**
 * What the CA does in a CPU-second: certificates, against `openssl ca`, and revocation lists on a large database.
 * `npm run bench:pki`, or `npm run bench:pki -- --certificates 100000` for a smaller one.
 */
import { parseArgs } from 'node:util'
import type { ListFigures } from '@/bench/pki/lists'
import { measureLists } from '@/bench/pki/measure-lists'
import { runOpensslCa } from '@/bench/pki/openssl-ca'
import { alternate } from '@/bench/support/alternate'
import { machine, machineLine } from '@/bench/support/machine'
import { median } from '@/bench/support/median'
import { publish } from '@/bench/support/publish'
import { ratio } from '@/bench/support/ratio'
import { tableLines } from '@/bench/support/table'
import { startWorker } from '@/bench/support/worker'
import { temporaryInstallation } from '@/campaigns/support/temporary-installation'
import { openssl } from '@/test/openssl'
import { runScript } from './support/run-script'

const rounds = 5
const goal = 300
/** Certificates a round. */
const counts = { product: 600, peer: 1_500 }

type Issuance = { rates: Record<'product' | 'peer', number[]>; statements: string[] }

await runScript(async (args) => {
  const { values } = parseArgs({
    args,
    options: { certificates: { type: 'string', default: '1000000' } },
  })
  const issuance = await onInstallation(measureIssuance)
  const lists = await onInstallation(() => measureLists(Number(values.certificates)))
  const on = machine({ pkijs: 'node_modules/pkijs', asn1js: 'node_modules/asn1js', pg: 'node_modules/pg' })
  const peer = openssl('version').toString().trim()
  const lines = [
    ...issuanceLines(issuance),
    '',
    ...listLines(lists),
    '',
    `Measured ${machineLine(on)}, ${peer}; medians of ${rounds} rounds after a warm-up.`,
  ]
  publish('bench-pki', lines, { machine: on, peer, goal, issuance, lists })
})

/** Each part has a database of its own, as large as it makes it. */
async function onInstallation<T>(work: () => Promise<T>): Promise<T> {
  const installation = await temporaryInstallation()
  try {
    return await work()
  } finally {
    await installation.close()
  }
}

async function measureIssuance(): Promise<Issuance> {
  const nodeArguments = ['--conditions=react-server', '--expose-gc', '--import', 'tsx']
  const product = await startWorker('bench/pki/issue.ts', nodeArguments)
  try {
    const rates = await alternate(
      { product: () => product.run(counts.product), peer: async () => runOpensslCa(counts.peer) },
      rounds,
      console.log,
    )
    return { rates, statements: await product.statements() }
  } finally {
    await product.stop()
  }
}

function issuanceLines({ rates, statements }: Issuance): string[] {
  const reached = median(rates.product)
  return [
    ...tableLines(
      ['Issuing a certificate', 'per CPU-second', 'statements', 'ratio'],
      [
        [
          'Signet: request checked, confirmation used up, limits, signed, stored, audited, told',
          reached.toFixed(0),
          statements.length,
          ratio(rates.product, rates.peer).toFixed(2),
        ],
        [
          '`openssl ca`, one process: request checked, signed, a line in a file',
          median(rates.peer).toFixed(0),
          0,
          '1',
        ],
      ],
    ),
    '',
    `Goal: at least ${goal} per CPU-second; ${reached >= goal ? 'reached' : 'missed'}. The statements of one issuance:`,
    '',
    ...statements.map((text, at) => `${at + 1}. \`${inShort(text)}\``),
  ]
}

function listLines(figures: ListFigures): string[] {
  const { certificates, lists, entries, bytes, oneMs, allMs, allSeconds, memoryMiB, indexes } = figures
  return [
    ...tableLines(
      ['Revocation lists', 'CPU ms', 'seconds'],
      [
        ['one that a revocation was missing in', median(oneMs).toFixed(0), ''],
        [`all ${lists}`, median(allMs).toFixed(0), median(allSeconds).toFixed(1)],
      ],
    ),
    '',
    `${certificates} certificates, one in fifty revoked: ${entries.toFixed(0)} entries and ${bytes.toFixed(0)} bytes a list. CPU time is the process's and the database's together. Making all of them took ${memoryMiB.toFixed(0)} MiB of memory more; their entries are found by ${indexes.map((name) => `\`${name}\``).join(', ')}. The database was filled in ${figures.fillSeconds.toFixed(0)} s.`,
  ]
}

function inShort(statement: string): string {
  const text = statement
    .replace(/"public"\.|"/g, '')
    .replace(/\s+/g, ' ')
    .trim()
  return text.length > 90 ? `${text.slice(0, 87)} …` : text
}
