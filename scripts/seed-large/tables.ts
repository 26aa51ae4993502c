import type pg from 'pg'
import { type Cell, copyRows } from './copy-rows'

/** What is filled, each table after those that it points to. The audit log is another matter. */
const columns = {
  customer:
    'id, account_id, national_id_sealed, national_id_index, national_id_index_version, name, email, phone, locale, password_hash, suspended_at, contact_changed_at, is_demo, created_at',
  customer_name_word: 'customer_id, word',
  web_session:
    'id, customer_id, token_hash, address, user_agent, factors, created_at, last_seen_at, expires_at, ended_at',
  outbox:
    'id, customer_id, channel, template, values, destination_sealed, status, attempts, created_at, next_attempt_at, expires_at, sent_at, last_error',
  otp_challenge:
    'id, customer_id, purpose, digest, channel, code_hash, attempts, outbox_id, created_at, expires_at, consumed_at',
  sign_in_throttle: 'scope, subject, failures, last_failed_at, customer_id',
  certificate:
    'id, customer_id, authority_id, serial_number, status, public_key_der, public_key_sha256, tbs_der, der, fingerprint, revocation_list, confirmed_by, not_before, not_after, created_at, issued_at, revoked_at, revoked_for',
  api_key:
    'id, customer_id, access_key, name, dialect, kind, passphrase_hash, permissions, address_rule, addresses, window_rule, valid_before, status, slot, secret_confirmed_at, created_at, updated_at, deleted_at',
  api_key_secret: 'api_key_id, sealed, public_key, secret_hash, created_at',
  key_use: 'api_key_id, at, address',
  key_address: 'api_key_id, address, first_at, last_at',
  usage_hour: 'api_key_id, hour, allowed, refused',
  refusal: 'id, at, api_key_id, customer_id, reason, method, path, address, skew_ms, permission, request_id',
} as const

type Table = keyof typeof columns
const tables = Object.keys(columns) as Table[]

/** Rows to be written together. */
export type Batch = Record<Table, Cell[][]>

export function emptyBatch(): Batch {
  return Object.fromEntries(tables.map((table) => [table, [] as Cell[][]])) as Batch
}

export async function writeBatch(client: pg.ClientBase, batch: Batch): Promise<void> {
  for (const table of tables) await copyRows(client, { table, columns: columns[table], rows: batch[table] })
}
