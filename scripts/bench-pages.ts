/**
 * The key list with 30 keys against two reference pages in the same run, in requests per CPU-second of the process
 * that serves them; and the script that every page loads. `npm run bench:pages`.
 */
import { buildReference, referenceFolder } from '@/bench/pages/build-reference'
import { type ScriptSize, scriptSizes } from '@/bench/pages/script-sizes'
import { alternate } from '@/bench/support/alternate'
import { load } from '@/bench/support/load'
import { machine, machineLine } from '@/bench/support/machine'
import { median } from '@/bench/support/median'
import { publish } from '@/bench/support/publish'
import { ratio } from '@/bench/support/ratio'
import { tableLines } from '@/bench/support/table'
import { launchPortal, unusedPort } from '@/campaigns/support/launch-portal'
import { headersOf } from '@/campaigns/support/portal-client'
import { readyCustomers } from '@/campaigns/support/ready-customer'
import { temporaryInstallation } from '@/campaigns/support/temporary-installation'
import { deskSweepPages, furnishDesk } from '@/e2e/support/furnish-desk'
import { giveKey } from '@/e2e/support/give-keys'
import { furnish, portalPages } from '@/e2e/support/portal-pages'
import { type TestCustomer, testCustomer } from '@/test/customer'
import { buildIfStale } from './support/build-if-stale'
import { runScript } from './support/run-script'

/** A process gets faster for thousands of requests: as many rounds as make the median that of a warm one. */
const rounds = 9
const keys = 30
const goals = { list: 0.7, plain: 0.4, scriptBytes: 150_000 }

type Side = 'product' | 'list' | 'plain'

await runScript(async () => {
  await buildIfStale(console.log)
  buildReference()
  const installation = await temporaryInstallation()
  const port = await unusedPort()
  process.env.SIGNET_ORIGIN = `http://localhost:${port}`
  const product = await launchPortal({ port })
  // Each page in a process of its own: two in one would warm up what the framework does for both.
  const list = await launchPortal({ folder: referenceFolder })
  const plain = await launchPortal({ folder: referenceFolder })
  try {
    const [customer] = await readyCustomers(1)
    if (!customer) throw new Error('no customer')
    const name = await giveThirtyKeys(customer)
    const headers = headersOf(customer)
    const sides: Record<Side, Parameters<typeof load>[0]> = {
      product: { url: `${product.url}/keys`, pid: product.pid, headers, marker: name },
      list: { url: `${list.url}/keys`, pid: list.pid, headers, marker: name },
      plain: { url: `${plain.url}/plain`, pid: plain.pid, headers, marker: 'Plain' },
    }
    const rates = await alternate(
      {
        product: () => load(sides.product),
        list: () => load(sides.list),
        plain: () => load(sides.plain),
      },
      rounds,
      console.log,
    )
    const owner = await testCustomer()
    const newcomer = await testCustomer()
    const desk = await furnishDesk('en')
    const pages = [...portalPages(await furnish(owner)), ...deskSweepPages(desk)]
    const tokens = {
      owner: owner.sessionToken,
      newcomer: newcomer.sessionToken,
      admin: desk.admin.sessionToken,
      enrolling: desk.enrolling.sessionToken,
    }
    report(rates, await scriptSizes(process.env.SIGNET_ORIGIN, pages, tokens))
  } finally {
    await Promise.all([product, list, plain].map((portal) => portal.stop()))
    await installation.close()
  }
})

/** Keys as people have them: some with addresses, some with a last day. @returns the name of one of them */
async function giveThirtyKeys(customer: TestCustomer): Promise<string> {
  for (let number = 1; number <= keys; number++)
    await giveKey(customer, {
      name: `Strategy number ${number}`,
      permissions: ['account.read', 'market.read', 'orders.read'],
      addresses: number % 2 === 0 ? ['192.0.2.7', '198.51.100.0/24'] : [],
      validBefore: number % 3 === 0 ? new Date(Date.now() + 90 * 86_400_000) : null,
    })
  return `Strategy number ${keys}`
}

function report(rates: Record<Side, number[]>, sizes: ScriptSize[]): void {
  const ratios = { list: ratio(rates.product, rates.list), plain: ratio(rates.product, rates.plain) }
  const on = machine({
    next: 'node_modules/next',
    react: 'node_modules/react',
    '@prisma/client': 'node_modules/@prisma/client',
  })
  const row = (name: string, side: Side, measured: string, goal: string) => [
    name,
    median(rates[side]).toFixed(0),
    measured,
    goal,
  ]
  const largest = Math.max(...sizes.map(({ gzipBytes }) => gzipBytes))
  const lines = [
    ...tableLines(
      ['Page', 'per CPU-second', 'key list is', 'goal'],
      [
        row(`Key list, ${keys} keys`, 'product', '', ''),
        row(
          'Minimal page: same sign-in check, one query of 30 rows',
          'list',
          ratios.list.toFixed(2),
          `${goals.list}`,
        ),
        row('Minimal page: nothing else', 'plain', ratios.plain.toFixed(2), `${goals.plain}`),
      ],
    ),
    '',
    `Requests per second of the serving process's time, 16 at a time over kept connections, not compressed. Measured ${machineLine(on)}; ${rounds} rounds after a warm-up.`,
    '',
    'Script that a page loads by itself in a browser that has seen none before, in bytes after gzip:',
    '',
    ...tableLines(
      ['Page', 'seen by', 'files', 'bytes'],
      sizes.map(({ path, as, files, gzipBytes }) => [shown(path), as, files, gzipBytes]),
    ),
    '',
    `Goal: at most ${goals.scriptBytes} on every page; the largest is ${largest}.`,
  ]
  publish('bench-pages', lines, { machine: on, goals, ratios, rates, sizes })
}

/** Without what is different in every run. */
function shown(path: string): string {
  return path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|(?<=token=)[\w-]+/, '…')
}
