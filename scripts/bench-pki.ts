/**
 * What the CA does in a CPU-second: certificates, against `openssl ca`; answers over OCSP, against Fastify alone; and
 * revocation lists on a large database. `npm run bench:pki`, or `npm run bench:pki -- lists --certificates 100000`
 * for one part (issuance, ocsp, lists) and a smaller database.
 */
import { parseArgs } from 'node:util'
import type { ListFigures } from '@/bench/pki/lists'
import { type Issuance, measureIssuance } from '@/bench/pki/measure-issuance'
import { measureLists } from '@/bench/pki/measure-lists'
import { measureOcsp, type OcspFigures } from '@/bench/pki/measure-ocsp'
import { machine, machineLine } from '@/bench/support/machine'
import { median } from '@/bench/support/median'
import { publish } from '@/bench/support/publish'
import { ratio } from '@/bench/support/ratio'
import { tableLines } from '@/bench/support/table'
import { temporaryInstallation } from '@/campaigns/support/temporary-installation'
import { openssl } from '@/test/openssl'
import { runScript } from './support/run-script'
import { UsageError } from './support/usage-error'

const rounds = 5
const goal = 300

await runScript(async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { certificates: { type: 'string', default: '1000000' } },
  })
  const on = machine({
    pkijs: 'node_modules/pkijs',
    asn1js: 'node_modules/asn1js',
    fastify: 'node_modules/fastify',
    pg: 'node_modules/pg',
  })
  const peer = openssl('version').toString().trim()
  const parts = {
    issuance: part(() => measureIssuance(rounds), issuanceLines),
    ocsp: part(() => measureOcsp(rounds), ocspLines),
    lists: part(() => measureLists(Number(values.certificates)), listLines),
  }
  const unknown = positionals.find((name) => !(name in parts))
  if (unknown) throw new UsageError(`There is no part "${unknown}": ${Object.keys(parts).join(', ')}.`)
  for (const [name, measured] of Object.entries(parts)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue
    const { figures, lines } = await onInstallation(measured)
    const below = `Measured ${machineLine(on)}, ${peer}; medians of ${rounds} rounds after a warm-up.`
    publish(`bench-pki-${name}`, [...lines, '', below], { machine: on, peer, goal, [name]: figures })
  }
})

/** What measures one part, and says in Markdown what it found. */
function part<Figures>(measure: () => Promise<Figures>, say: (figures: Figures) => string[]) {
  return async (): Promise<{ figures: unknown; lines: string[] }> => {
    const figures = await measure()
    return { figures, lines: say(figures) }
  }
}

/**
 * Each part has a database of its own, as large as it makes it. A process reads its settings once: of the parts only
 * OCSP's uses the database in this one.
 */
async function onInstallation<T>(work: () => Promise<T>): Promise<T> {
  const installation = await temporaryInstallation()
  try {
    return await work()
  } finally {
    await installation.close()
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

function ocspLines({ rates, statements, bytes }: OcspFigures): string[] {
  return [
    ...tableLines(
      ['An answer over OCSP', 'per CPU-second', 'statements', 'ratio'],
      [
        [
          'The gateway: request read, status looked up, answer signed, a line of the log',
          median(rates.product).toFixed(0),
          statements.length,
          ratio(rates.product, rates.bare).toFixed(2),
        ],
        [`Fastify alone: ${bytes} bytes, an answer's, sent back`, median(rates.bare).toFixed(0), 0, '1'],
      ],
    ),
    '',
    'Asked for a good certificate over POST, without a nonce, 16 at a time over kept connections. The statement:',
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
