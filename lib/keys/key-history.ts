import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { database } from '@/lib/db/client'

const shown = 30

const actions = [
  'key.created',
  'key.secret_confirmed',
  'key.updated',
  'key.activated',
  'key.deactivated',
] as const
export type KeyChange = { id: string; at: Date; address: string | null; bySupport: boolean } & (
  | { action: Exclude<(typeof actions)[number], 'key.updated'> }
  /** Which fields: `name`, `permissions`, `addresses`, `first_day`, `last_day`. */
  | { action: 'key.updated'; changed: string[]; widened: boolean }
)

/** What happened to a key, the newest first. */
export async function keyHistory(actor: Actor, id: string): Promise<KeyChange[]> {
  authorize(actor, 'key:read:own')
  const events = await database().auditEvent.findMany({
    where: { ...visibleTo(actor), objectKind: 'key', objectId: id, action: { in: [...actions] } },
    orderBy: { id: 'desc' },
    take: shown,
    select: { id: true, at: true, action: true, actorKind: true, address: true, detail: true },
  })
  return events.map(({ id, at, action, actorKind, detail, ...event }) => {
    const bySupport = actorKind === 'staff'
    // Where support works from is not the customer's to see.
    const address = bySupport ? null : event.address
    return action === 'key.updated'
      ? {
          id,
          at,
          action,
          address,
          bySupport,
          changed: texts(detail, 'changed'),
          widened: texts(detail, 'widened').length > 0,
        }
      : { id, at, action: action as Exclude<KeyChange['action'], 'key.updated'>, address, bySupport }
  })
}

function texts(detail: unknown, name: string): string[] {
  const value = (detail as Record<string, unknown> | null)?.[name]
  return Array.isArray(value) ? value.map(String) : []
}
