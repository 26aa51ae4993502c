import 'server-only'
import type { Prisma } from '@/lib/db/client'
import { type KeyState, statusOf } from './status-of'

/** The columns of a key that its owner may see; the secret is in a table of its own. */
export const keyColumns = {
  id: true,
  accessKey: true,
  name: true,
  permissions: true,
  addressRule: true,
  addresses: true,
  validFrom: true,
  validBefore: true,
  status: true,
  slot: true,
  revision: true,
  secretConfirmedAt: true,
  createdAt: true,
  updatedAt: true,
} satisfies Prisma.ApiKeySelect

export type KeyRow = Prisma.ApiKeyGetPayload<{ select: typeof keyColumns }>

/** A key as pages show it. */
export type KeyRecord = {
  id: string
  accessKey: string
  name: string
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
  revision: number
  createdAt: Date
  updatedAt: Date
}

/** What a row means at an instant. */
export function toKeyRecord(row: KeyRow, now: Date): KeyRecord {
  const { addressRule, addresses, status, slot: _slot, secretConfirmedAt, ...rest } = row
  return {
    ...rest,
    allowlist: addressRule === 'anywhere' ? null : addresses,
    on: status === 'active',
    state: statusOf(row, now),
    secretConfirmed: secretConfirmedAt !== null,
  }
}
