import 'server-only'
import type { Prisma } from '@/lib/db/client'
import type { KeyDialect, KeyKind } from '@/lib/signing/dialects'
import { type KeyState, statusOf } from './status-of'

/** The columns of a key that its owner may see; the secret is in a table of its own. */
export const keyColumns = {
  id: true,
  accessKey: true,
  name: true,
  dialect: true,
  kind: true,
  permissions: true,
  addressRule: true,
  addresses: true,
  validFrom: true,
  validBefore: true,
  status: true,
  slot: true,
  secretConfirmedAt: true,
  revision: true,
  createdAt: true,
  updatedAt: true,
} satisfies Prisma.ApiKeySelect

export type KeyRow = Prisma.ApiKeyGetPayload<{ select: typeof keyColumns }>
/** What a list shows of a row. Each column more, an instant above all, costs a page of many keys time. */
export type ListedRow = Omit<KeyRow, 'revision' | 'createdAt' | 'updatedAt'>

/** A key as a list shows it. */
export type ListedKey = {
  id: string
  accessKey: string
  name: string
  dialect: KeyDialect
  kind: KeyKind
  permissions: string[]
  /** Null lets every address in; an empty list would let none in. */
  allowlist: string[] | null
  validFrom: Date | null
  validBefore: Date | null
  /** Whether its owner has it on; `state` also minds the dates. */
  on: boolean
  state: KeyState
  /** False as long as its owner has not said that the secret is stored. */
  secretConfirmed: boolean
}

/** A key as its own page shows it. */
export type KeyRecord = ListedKey & {
  revision: number
  createdAt: Date
  updatedAt: Date
}

/** What a listed row means at an instant. */
export function toListedKey(row: ListedRow, now: Date): ListedKey {
  const { id, accessKey, name, dialect, kind, permissions, validFrom, validBefore } = row
  return {
    id,
    accessKey,
    name,
    dialect,
    kind,
    permissions,
    allowlist: row.addressRule === 'anywhere' ? null : row.addresses,
    validFrom,
    validBefore,
    on: row.status === 'active',
    state: statusOf(row, now),
    secretConfirmed: row.secretConfirmedAt !== null,
  }
}

/** What a whole row means at an instant. */
export function toKeyRecord(row: KeyRow, now: Date): KeyRecord {
  const { revision, createdAt, updatedAt } = row
  return { ...toListedKey(row, now), revision, createdAt, updatedAt }
}
