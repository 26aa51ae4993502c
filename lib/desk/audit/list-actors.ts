import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import type { StaffRole } from '@/lib/access/staff-roles'
import { database } from '@/lib/db/client'

/** Every member of staff there ever was, by name: whose acts can be asked for. */
export async function listActors(actor: Actor): Promise<{ id: string; name: string; role: StaffRole }[]> {
  authorize(actor, 'audit:read')
  return database().staff.findMany({
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, role: true },
  })
}
