import 'server-only'
import type { StaffRole } from '@/lib/access/staff-roles'
import { Prisma } from '@/lib/db/client'

/** A member of staff as administrators and auditors see them. */
export type MemberRecord = {
  id: string
  name: string
  email: string
  role: StaffRole
  locale: string
  disabledAt: Date | null
  /** Whether they have ever chosen a password. */
  activated: boolean
  /** Whether their authenticator is set up. */
  hasAuthenticator: boolean
  lastSignInAt: Date | null
  createdAt: Date
  revision: number
}

/** Its columns, of `staff s LEFT JOIN authenticator a`. Who signed in stands in the record: sessions are pruned. */
export const memberColumns = Prisma.sql`s.id, s.name, s.email, s.role, s.locale, s.disabled_at AS "disabledAt",
  s.password_hash IS NOT NULL AS activated, a.confirmed_at IS NOT NULL AS "hasAuthenticator",
  s.created_at AS "createdAt", s.revision,
  (SELECT max(e.at) FROM audit_event e WHERE e.object_id = s.id::text AND e.action = 'staff.signed_in')
    AS "lastSignInAt"`
