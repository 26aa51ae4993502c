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
  'key.rotated',
  'key.old_secret_ended',
  'key.activated',
  'key.deactivated',
] as const
type About = { id: string; at: Date; address: string | null; bySupport: boolean }
export type KeyChange = About &
  (
    | { action: Exclude<(typeof actions)[number], 'key.updated' | 'key.rotated'> }
    /** Which fields: `name`, `permissions`, `addresses`, `first_day`, `last_day`. */
    | { action: 'key.updated'; changed: string[]; widened: boolean }
    /** For how many hours the old secret went on. */
    | { action: 'key.rotated'; hours: number }
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
    const about: About = { id, at, bySupport, address: bySupport ? null : event.address }
    if (action === 'key.updated') {
      const widened = texts(detail, 'widened').length > 0
      return { ...about, action, changed: texts(detail, 'changed'), widened }
    }
    if (action === 'key.rotated')
      return { ...about, action, hours: Number(fieldOf(detail, 'overlapHours')) || 0 }
    return { ...about, action: action as Exclude<KeyChange['action'], 'key.updated' | 'key.rotated'> }
  })
}

function texts(detail: unknown, name: string): string[] {
  const value = fieldOf(detail, name)
  return Array.isArray(value) ? value.map(String) : []
}

function fieldOf(detail: unknown, name: string): unknown {
  return (detail as Record<string, unknown> | null)?.[name]
}
