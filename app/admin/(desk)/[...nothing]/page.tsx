import { notFound } from 'next/navigation'
import { routes } from '@/lib/routes'
import { requireStaff } from '@/lib/server/current-staff'

/** An address of the desk that leads nowhere keeps the desk's frame, and so the way back to it. */
export default async function Nothing() {
  await requireStaff('desk:read', routes.desk())
  notFound()
}
