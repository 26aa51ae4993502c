import 'server-only'
import { certificateState } from '@/lib/certificates/certificate-view'
import { database, Prisma } from '@/lib/db/client'
import { maskPhone } from '@/lib/identity/mask'
import { policy } from '@/lib/policies/policy'
import { blindIndexCandidates } from '@/lib/vault/blind-index'
import { type CustomerHead, customerHead, headColumns } from './customer-head'
import { likePrefix } from './like-prefix'
import type { SearchKind, Wanted } from './read-search'
import { type DeskCertificateState, type DeskKeyState, deskKeyState } from './states'

/** A customer, and what of theirs is like what was typed; for a name the masked phone, to tell namesakes apart. */
export type FoundCustomer = CustomerHead & { matched: string | null }

type Row = Parameters<typeof customerHead>[0] & { matched: string | null; phone: string }
type CustomerKind = Exclude<SearchKind, 'key' | 'certificate' | 'fingerprint'>

/** A name's words repeat in it at most so often; more would only cost places. */
const wordsOfOneName = 4

/** Customers by something of their own. */
export async function customersFound(
  by: CustomerKind,
  wanted: Wanted,
  limit: number,
): Promise<FoundCustomer[]> {
  const rows = await database().$queryRaw<Row[]>`
    SELECT id, name, national_id_sealed AS "nationalIdSealed", suspended_at AS "suspendedAt",
      ${by === 'email' || by === 'phone' ? Prisma.raw(by) : by === 'test' ? wanted.test : null}::text AS matched, phone
    FROM customer WHERE ${customersWhere(by, wanted, limit)} ${inOrder(by)} LIMIT ${limit}`
  return rows.map(({ matched, phone, ...row }) => ({
    ...customerHead(row),
    matched: by === 'name' ? maskPhone(phone) : matched,
  }))
}

/** Of those found by name, who are few by then, the namesakes stand together. */
function inOrder(by: CustomerKind): Prisma.Sql {
  return by === 'name' ? Prisma.sql`ORDER BY name, id` : inIndexOrder(by)
}

/**
 * The order of the index that a prefix is found by: else the planner may read the whole table for a common one,
 * and find the same ones first only by chance.
 */
function inIndexOrder(column: string): Prisma.Sql {
  const columns = ['email', 'phone', 'access_key', 'serial_number']
  return columns.includes(column) ? Prisma.raw(`ORDER BY ${column} USING ~<~`) : Prisma.empty
}

function customersWhere(by: CustomerKind, wanted: Wanted, limit: number): Prisma.Sql {
  switch (by) {
    case 'national_id':
      return Prisma.sql`national_id_index = ANY(${blindIndexCandidates(wanted.national_id ?? '')})`
    case 'email':
      return Prisma.sql`email LIKE ${likePrefix(wanted.email ?? '')}`
    case 'phone':
      return Prisma.join(
        (wanted.phone ?? []).map((start) => Prisma.sql`phone LIKE ${likePrefix(start)}`),
        ' OR ',
      )
    case 'account': {
      const typed = wanted.account ?? ''
      return Prisma.sql`account_id = ANY(${[typed, typed.toUpperCase()]})`
    }
    case 'test':
      return Prisma.sql`id = (SELECT customer_id FROM self_test WHERE code = ${wanted.test ?? ''})`
    case 'name':
      return Prisma.sql`id IN (${named(wanted.name ?? [], limit)})`
  }
}

/** Each typed word begins a word of the name: the longest leads, the others are looked up for those it finds. */
function named(words: string[], limit: number): Prisma.Sql {
  const [first = '', ...others] = [...words].sort((a, b) => b.length - a.length)
  const each = others.map(
    (word) => Prisma.sql`AND EXISTS (
      SELECT 1 FROM customer_name_word o WHERE o.customer_id = w.customer_id AND o.word LIKE ${likePrefix(word)})`,
  )
  return Prisma.sql`
    SELECT customer_id FROM customer_name_word w
    WHERE word LIKE ${likePrefix(first)} ${each.length > 0 ? Prisma.join(each, ' ') : Prisma.empty}
    ORDER BY word USING ~<~, customer_id LIMIT ${limit * wordsOfOneName}`
}

type FoundKey = FoundCustomer & { keyId: string; keyName: string; accessKey: string; state: DeskKeyState }

/** Keys by the beginning of their access key, deleted ones too. */
export async function keysFound({ key }: Wanted, limit: number, now: Date): Promise<FoundKey[]> {
  if (!key) return []
  const ids = await database().$queryRaw<{ id: string }[]>`
    SELECT id FROM api_key WHERE access_key LIKE ${likePrefix(key.start)}
      AND right(access_key, length(${key.end})) = ${key.end}
    ${inIndexOrder('access_key')} LIMIT ${limit}`
  const rows = await database().apiKey.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    select: {
      id: true,
      name: true,
      accessKey: true,
      status: true,
      validFrom: true,
      validBefore: true,
      deletedAt: true,
      customer: { select: headColumns },
    },
    orderBy: { accessKey: 'asc' },
  })
  return rows.map((row) => ({
    ...customerHead(row.customer),
    matched: null,
    keyId: row.id,
    keyName: row.name,
    accessKey: row.accessKey,
    state: deskKeyState(row, now),
  }))
}

type FoundCertificate = FoundCustomer & {
  certificateId: string
  serialNumber: string
  state: DeskCertificateState
  daysLeft: number
}

/** Certificates by the beginning of their serial number, or by their whole fingerprint. */
export async function certificatesFound(
  { certificate, fingerprint }: Wanted,
  limit: number,
  now: Date,
): Promise<FoundCertificate[]> {
  const ids = await database().$queryRaw<{ id: string }[]>`
    SELECT id FROM certificate WHERE ${
      fingerprint
        ? Prisma.sql`fingerprint = ${Buffer.from(fingerprint, 'hex')}`
        : Prisma.sql`serial_number LIKE ${likePrefix(certificate ?? '')}`
    } ${fingerprint ? Prisma.empty : inIndexOrder('serial_number')} LIMIT ${limit}`
  const rows = await database().certificate.findMany({
    where: { id: { in: ids.map(({ id }) => id) } },
    select: {
      ...{ id: true, serialNumber: true, status: true, notAfter: true, supersedeAt: true },
      customer: { select: headColumns },
    },
    orderBy: { serialNumber: 'asc' },
  })
  const { renewalWindowDays } = policy().certificate
  return rows.map(({ customer, ...row }) => {
    const { state, daysLeft } = certificateState(row, now, renewalWindowDays)
    return {
      ...customerHead(customer),
      matched: null,
      certificateId: row.id,
      serialNumber: row.serialNumber,
      state: row.status === 'void' ? 'void' : state,
      daysLeft,
    }
  })
}
