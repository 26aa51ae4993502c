import { randomBytes, randomUUID } from 'node:crypto'
import { beforeAll, expect, test, vi } from 'vitest'
import { database, Prisma } from '@/lib/db/client'
import { listKeys } from '@/lib/keys/list-keys'
import { giveCertificate } from '@/test/certificate'
import { testCustomer } from '@/test/customer'
import { wholeTablesRead } from '@/test/explain'
import { testStaff } from '@/test/staff'
import { findCustomer } from './find-customer'
import { findCustomerKey } from './find-customer-key'
import { listCustomerCertificates } from './list-customer-certificates'
import { listCustomerKeys } from './list-customer-keys'
import { listCustomerMessages } from './list-customer-messages'
import { listCustomerSessions } from './list-customer-sessions'
import { listTimeline } from './list-timeline'
import { needsAttention } from './needs-attention'
import { attentionLists, timelineKinds } from './schema'
import { searchDesk } from './search-desk'

// What is sealed in the rows made here can't be opened.
vi.mock('@/lib/vault/seal', async (original) => ({
  ...(await original<object>()),
  unseal: () => 'A123456789',
}))

const rows = 10_000
const first = { before: null, at: null }

/** So many customers that nobody would read them all. */
beforeAll(async () => {
  const { customerId } = await testCustomer()
  await giveCertificate(customerId)
  const all = Prisma.raw(`generate_series(1, ${rows}) AS n`)
  const run = (sql: Prisma.Sql) => database().$executeRaw(sql)
  await run(Prisma.sql`
    INSERT INTO customer (id, account_id, national_id_sealed, national_id_index, national_id_index_version, name,
      email, phone)
    SELECT gen_random_uuid(), 'Z' || n, '\\x00', sha256(n::text::bytea), 1, 'Zed Zulu' || n, 'z' || n || '@example.com',
      '+8869' || lpad(n::text, 8, '0') FROM ${all}`)
  await run(Prisma.sql`
    INSERT INTO customer_name_word (customer_id, word)
    SELECT id, word FROM customer, regexp_split_to_table(lower(name), ' ') AS word WHERE name LIKE 'Zed%'`)
  await run(Prisma.sql`
    INSERT INTO api_key (id, customer_id, access_key, name, permissions, address_rule, addresses, window_rule, status,
      valid_before)
    SELECT gen_random_uuid(), id, 'sgk_' || account_id, 'A key', '{}', 'anywhere', '{}', 'between', 'active',
      now() + random() * interval '300 days' FROM customer`)
  await run(Prisma.sql`
    INSERT INTO api_key_secret (api_key_id, secret_hash) SELECT id, sha256(id::text::bytea) FROM api_key`)
  await run(Prisma.sql`
    INSERT INTO certificate (id, customer_id, authority_id, serial_number, status, public_key_der, public_key_sha256,
      tbs_der, fingerprint, revocation_list, confirmed_by, not_before, not_after)
    SELECT gen_random_uuid(), c.id, a.id, md5(c.id::text) || '00000000', 'issued', '\\x00', sha256(c.id::text::bytea),
      '\\x00', sha256(c.id::text::bytea), 0, 'otp:sms', now(), now() + random() * interval '300 days'
    FROM customer c, certificate_authority a`)
  await run(Prisma.sql`
    INSERT INTO web_session (id, customer_id, token_hash, address, user_agent, expires_at)
    SELECT gen_random_uuid(), id, sha256(id::text::bytea), '192.0.2.1', '', now() FROM customer`)
  await run(Prisma.sql`
    INSERT INTO outbox (id, customer_id, channel, template, destination_sealed, status, expires_at, last_error, created_at)
    SELECT gen_random_uuid(), id, 'email', 'key_created', '\\x00',
      (CASE WHEN random() < 0.01 THEN 'failed' ELSE 'sent' END)::outbox_status, now(), 'timeout',
      now() - random() * interval '30 days' FROM customer`)
  await run(Prisma.sql`
    INSERT INTO sign_in_throttle (scope, subject, failures, customer_id, last_failed_at)
    SELECT 'account', sha256(id::text::bytea), (random() * 10)::int, id, now() - random() * interval '100 days'
    FROM customer`)
  await run(Prisma.sql`
    INSERT INTO otp_challenge (id, customer_id, purpose, digest, channel, code_hash, expires_at)
    SELECT gen_random_uuid(), id, 'sign-in', '\\x00', 'sms', '\\x00', now() FROM customer`)
  await run(Prisma.sql`
    INSERT INTO step_up (id, customer_id, session_id, purpose, digest, nonce, expires_at)
    SELECT gen_random_uuid(), id, id, 'key-create', '\\x00', '\\x00', now() FROM customer`)
  await run(Prisma.sql`
    INSERT INTO audit_event (id, at, action, actor_kind, customer_id, detail)
    SELECT gen_random_uuid(), now(), 'signin.succeeded', 'customer', id, '{}' FROM customer`)
  await run(Prisma.sql`
    INSERT INTO key_use (api_key_id, at, address) SELECT id, now(), '192.0.2.1' FROM api_key`)
  await run(Prisma.sql`ANALYZE`)
})

test.each([
  ['a national ID', 'A123456789'],
  ['an e-mail address', 'z1234@example.com'],
  ['what many e-mail addresses begin with', 'z1'],
  ['a phone number', '0900001234'],
  ['what many phone numbers begin with', '+8869'],
  ['an access key', 'sgk_Z1234'],
  ['a serial number', randomBytes(20).toString('hex')],
  ['a fingerprint', randomBytes(32).toString('hex')],
  ['an account ID', 'ZZZZZZZZZZZZZZZZ'],
  ['a rare word of a name', 'zulu1234'],
  ['two words of a name', 'zed zulu1234'],
  ['a word of many names', 'zed'],
  ['two words of many names', 'zed zulu'],
])('%s is found by index', async (_, typed) => {
  const actor = await testStaff('support')
  expect(await wholeTablesRead(() => searchDesk(actor, typed))).toEqual([])
})

test.each(attentionLists)('%s are listed by index', async (list) => {
  const actor = await testStaff('support')
  const { id } = await database().customer.findFirstOrThrow({ select: { id: true } })
  for (const after of [null, id])
    expect(await wholeTablesRead(() => needsAttention(actor, list, { after, take: 10 }))).toEqual([])
})

test("a customer's page is read by index", async () => {
  const actor = await testStaff('support')
  const { customerId } = await testCustomer()
  const key = await database().apiKey.findFirstOrThrow({ select: { id: true, customerId: true } })
  const pages = [
    () => findCustomer(actor, customerId),
    () => findCustomerKey(actor, key.customerId, key.id),
    ...[null, ...timelineKinds].flatMap((kind) =>
      [null, randomUUID()].map((before) => () => listTimeline(actor, customerId, { kind, before })),
    ),
    () => listCustomerKeys(actor, customerId, first),
    () => listCustomerCertificates(actor, customerId, { before: null, at: randomUUID() }),
    () => listCustomerSessions(actor, customerId, first),
    () => listCustomerMessages(actor, customerId, { before: randomUUID(), at: null }),
  ]
  for (const page of pages) expect(await wholeTablesRead(page)).toEqual([])
})

test("a customer's keys are listed by index, also those that nobody uses", async () => {
  const customer = await testCustomer()
  expect(await wholeTablesRead(() => listKeys(customer))).toEqual([])
})
