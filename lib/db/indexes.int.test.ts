import { expect, test } from 'vitest'
import { database } from './client'

/** What rows are looked up by where a table has many: without an index each of these would read all of it. */
const lookUps = [
  ['customer', 'national_id_index'],
  ['customer', 'email'],
  ['customer', 'phone'],
  ['customer_name_word', 'word'],
  ['web_session', 'token_hash'],
  ['web_session', 'customer_id'],
  ['known_device', 'token_hash'],
  ['otp_challenge', 'customer_id'],
  ['step_up', 'session_id'],
  ['step_up', 'customer_id'],
  ['certificate', 'customer_id'],
  ['certificate', 'public_key_sha256'],
  ['certificate', 'serial_number'],
  ['certificate', 'fingerprint'],
  ['certificate', 'status'],
  ['api_key', 'access_key'],
  ['api_key', 'customer_id'],
  ['api_key', 'status'],
  ['audit_event', 'customer_id'],
  ['audit_event', 'object_id'],
  ['audit_event', 'actor_id'],
  ['audit_event', 'actor_kind'],
  ['audit_event', 'action'],
  ['audit_event', 'seal_id'],
  ['outbox', 'status'],
  ['outbox', 'customer_id'],
  ['sign_in_throttle', 'scope'],
  ['sign_in_throttle', 'customer_id'],
] as const

test.each(lookUps)('%s has an index that begins with %s', async (table, column) => {
  const found = await database().$queryRaw<unknown[]>`
    SELECT 1 FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
    WHERE indrelid = ${table}::regclass AND indpred IS NULL AND attname = ${column}`
  expect(found.length).toBeGreaterThan(0)
})
