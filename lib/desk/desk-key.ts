import 'server-only'
import type { Prisma } from '@/lib/db/client'
import { type KeyRecord, keyColumns, toKeyRecord } from '@/lib/keys/key-record'
import { type DeskKeyState, deskKeyState } from './states'

/** A customer's key as staff see it: deleted ones too. */
export type DeskKey = Omit<KeyRecord, 'state'> & { state: DeskKeyState; deletedAt: Date | null }

export const deskKeyColumns = { ...keyColumns, deletedAt: true } satisfies Prisma.ApiKeySelect

type Row = Prisma.ApiKeyGetPayload<{ select: typeof deskKeyColumns }>

/** What a row means at an instant. */
export function toDeskKey(row: Row, now: Date): DeskKey {
  return { ...toKeyRecord(row, now), state: deskKeyState(row, now), deletedAt: row.deletedAt }
}
