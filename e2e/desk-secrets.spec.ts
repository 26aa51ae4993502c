import { randomInt, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { staffRoles } from '@/lib/access/staff-roles'
import { maskNationalId } from '@/lib/identity/mask'
import { randomNationalId } from '@/test/national-id'
import { type Answer, ask, staffCookie } from './support/as-caller'
import { signInToDesk } from './support/at-the-desk'
import { deskPages } from './support/desk-pages'
import {
  becomeCustomer,
  becomeStaff,
  createCustomer,
  importFile,
  latestToken,
  workAtDesk,
} from './support/make-secrets'
import { sql } from './support/sql'
import { newStaff, signingInStaff } from './support/staff'
import { expect, test } from './support/test'
import { type Place, type Secret, tracesOf } from './support/traces-of'

test.use({ signedIn: false })

test('no page, export, log or table of the desk holds a secret of the run', async ({ page, openBrowser }) => {
  test.setTimeout(240_000)
  const nationalId = randomNationalId()
  const email = `${randomUUID()}@example.com`
  const person = { nationalId, email, phone: `+8869${randomInt(10_000_000, 100_000_000)}` }
  const keeper = await openBrowser()
  const own = await openBrowser()

  await signInToDesk(page, await signingInStaff('admin'))
  const { staffId, secrets: ofStaff } = await becomeStaff(page, keeper)
  const customerId = await createCustomer(page, person)
  const { accessKey, secrets: ofCustomer } = await becomeCustomer(own, person)
  const { importId, secrets: ofImport } = await importFile(page)
  const secret = ofCustomer.find(({ what }) => what === 'secret of a key')?.text ?? ''
  const typed = await workAtDesk(keeper, { customerId, nationalId, secret })
  const secrets: Secret[] = [
    { what: 'ID number of the customer', text: nationalId },
    ...[...ofStaff, ...ofCustomer, ...ofImport, ...typed],
    await latestToken(keeper, person),
  ]
  for (const { what, text } of secrets) expect(text.length, what).toBeGreaterThanOrEqual(6)

  const cookies = await keeper.context().cookies()
  const callers = [
    ...(await Promise.all(
      staffRoles.map(async (role) => ({ role, cookie: staffCookie((await newStaff(role)).sessionToken) })),
    )),
    { role: 'security' as const, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') },
  ]
  const [{ id: key } = { id: '' }] = await sql<{ id: string }>(
    'SELECT id FROM api_key WHERE access_key = $1',
    [accessKey],
  )
  const about = { customer: customerId, colleague: staffId, key }
  const read = async (as = callers) => [
    ...(await readPages(as, { ...about, importId, email, accessKey })),
    ...(await readTables()),
  ]
  const places = [...(await read()), portalLog()]

  // What was read is what was to be read.
  const textOf = (name: string) => places.find((place) => place.name.endsWith(name))?.text ?? ''
  expect(textOf(`/admin/customers/${customerId} to auditor`)).toContain(maskNationalId(nationalId))
  expect(textOf(`/admin/customers/${customerId}/keys to auditor as RSC`)).toContain('Kept bot')
  expect(textOf(`export.csv?whom=${customerId} to security`)).toContain('key.created')
  expect(textOf(`export.jsonl?whom=${customerId} to security`)).toContain('"key.created"')
  expect(textOf('table customer')).toContain(email)
  expect(textOf('the log')).toContain('audit head')
  expect(places.length).toBeGreaterThan(120)

  expect(tracesOf(secrets, places)).toEqual([])

  await test.step('and what is put there is found', async () => {
    const hex = Buffer.from(secret).toString('hex')
    await sql('UPDATE staff SET name = $2 WHERE id = $1', [staffId, `Keeper ${secret}`])
    await sql('UPDATE customer SET name = $2 WHERE id = $1', [
      customerId,
      Buffer.from(`it is ${secret}`).toString('base64'),
    ])
    const planted = await read(callers.filter(({ role }) => role === 'auditor'))
    const found = tracesOf(secrets, [...planted, { name: 'the log', text: `${portalLog().text} ${hex}` }])
    for (const where of [
      `secret of a key, in clear: /admin/staff/${staffId} to auditor`,
      `secret of a key, in clear: /admin/staff/${staffId} to auditor as RSC`,
      `secret of a key, in base64: /admin/customers/${customerId} to auditor`,
      'secret of a key, in clear: table staff',
      'secret of a key, in base64: table customer',
      'secret of a key, in hex: the log',
    ])
      expect(found).toContain(where)
  })
})

test('the search finds each way of writing, and takes no longer number for a code', () => {
  const bytes = Buffer.from('ff00fe01fd02fc03fb04', 'hex')
  const code = { what: 'code', text: '012345' }
  const word = { what: 'word', text: 'Sesame-Öffne' }
  const seed = { what: 'seed', text: '74APYAP5AL6AH6YE', bytes }
  const found = (text: string) => tracesOf([code, word, seed], [{ name: 'here', text }])
  for (const text of ['{"code":"012345"}', '>012345<', 'is 012345.', 'MDEyMzQ1', '303132333435'])
    expect(found(text), text).toHaveLength(1)
  for (const text of ['1012345', '0123456', '#012345', '0.012345', 'a012345', '012345f'])
    expect(found(text), text).toEqual([])
  for (const text of [
    'SESAME-ÖFFNE',
    '\\x536573616D652DC39666666E65',
    '74apyap5al6ah6ye',
    'FF00FE01FD02FC03FB04',
  ])
    expect(found(text), text).toHaveLength(1)
  for (const before of ['', 'a', 'ab', 'abc'])
    for (const [of, encoding] of [
      [bytes, 'base64'],
      [bytes, 'base64url'],
      [Buffer.from(word.text), 'base64'],
    ] as const) {
      const text = Buffer.concat([Buffer.from(before), of, Buffer.from('z')]).toString(encoding)
      expect(found(text).length, text).toBeGreaterThan(0)
    }
})

type Reading = {
  customer: string
  colleague: string
  key: string
  importId: string
  email: string
  accessKey: string
}

/** Every page and route of the desk for each who may see it, as a document and as what a click brings. */
async function readPages(
  callers: { role: (typeof staffRoles)[number]; cookie: string }[],
  { importId, email, accessKey, ...own }: Reading,
): Promise<Place[]> {
  const account = `/admin/customers/${own.customer}`
  const audit = (path: string) =>
    [`whom=${own.customer}`, `who=${own.colleague}`, `object=${own.colleague}`].map(
      (query) => `${path}?${query}`,
    )
  const further: Record<string, string[]> = {
    '/admin': [
      `/admin?search=${encodeURIComponent(email)}`,
      `/admin?search=${accessKey}`,
      '/admin?search=Secret',
      '/admin?list=locked',
    ],
    '/admin/customers/[id]': ['sign_in', 'certificates', 'keys', 'security', 'staff'].map(
      (kind) => `${account}?kind=${kind}`,
    ),
    '/admin/customers/import/[id]': [`/admin/customers/import/${importId}`],
    '/admin/customers/import/[id]/problems.csv': [`/admin/customers/import/${importId}/problems.csv`],
    '/admin/audit': audit('/admin/audit'),
    '/admin/audit/export.csv': audit('/admin/audit/export.csv'),
    '/admin/audit/export.jsonl': audit('/admin/audit/export.jsonl'),
  }
  const places: Place[] = []
  for (const [address, { path, opens }] of Object.entries(deskPages))
    for (const { role, cookie } of callers.filter((one) => opens.includes(one.role)))
      for (const asked of [await path(own), ...(further[address] ?? [])]) {
        const answer = await ask(asked, cookie)
        places.push({ name: `${asked} to ${role}`, text: textOf(answer) })
        if (!answer.headers.get('content-type')?.includes('html')) continue
        places.push({ name: `${asked} to ${role} as RSC`, text: await readPayload(asked, cookie) })
      }
  return places
}

function textOf({ headers, text }: Answer): string {
  return `${[...headers].join('\n')}\n${text}`
}

/** What the portal sends when a page is gone to by a click. */
async function readPayload(path: string, cookie: string): Promise<string> {
  const headers = { cookie, rsc: '1' }
  const origin = process.env.SIGNET_ORIGIN
  let answer = await fetch(new URL(path, origin), { headers, redirect: 'manual' })
  const elsewhere = answer.headers.get('location')
  // Only the mark by which caches tell payloads apart is added.
  if (elsewhere && /[?&]_rsc\b/.test(elsewhere))
    answer = await fetch(new URL(elsewhere, origin), { headers, redirect: 'manual' })
  const text = await answer.text()
  expect(answer.headers.get('content-type'), `${path} as RSC`).toContain('text/x-component')
  return `${[...answer.headers].join('\n')}\n${text}`
}

/** Every row of every table as text; bytes are in hex. */
async function readTables(): Promise<Place[]> {
  const tables = await sql<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  )
  expect(tables.length).toBeGreaterThan(20)
  return Promise.all(
    tables.map(async ({ name }) => {
      const rows = await sql<{ row: string }>(`SELECT row_to_json(t)::text AS row FROM "${name}" AS t`)
      return { name: `table ${name}`, text: rows.map(({ row }) => row).join('\n') }
    }),
  )
}

/** What the portal and its supervisor have printed so far. */
function portalLog(): Place {
  return {
    name: 'the log',
    text: readFileSync(join(process.env.SIGNET_DATA_DIR ?? '', 'portal.log'), 'utf8'),
  }
}
