import 'server-only'
import { systemActor } from '@/lib/access/actor'
import { clock } from '@/lib/clock'
import { transaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { demoPassword } from '@/lib/identity/demo-customers'
import { writeNewSeed } from './authenticator-seed'
import { createStaff } from './create-staff'
import { demoStaff } from './demo-staff'

/**
 * Makes the demo's members of staff who are not there yet, each with an authenticator of their own at work.
 * @throws Error outside demo mode
 */
export async function seedDemoStaff(): Promise<void> {
  if (env().SIGNET_MODE !== 'demo') throw new Error('demo staff belong in demo mode only')
  await transaction(async (tx) => {
    // Two starts at once make them once.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('signet:seed-demo-staff'))`
    for (const { latinName, ...staff } of demoStaff) {
      if (await tx.staff.findUnique({ where: { email: staff.email }, select: { id: true } })) continue
      const { id } = await createStaff(tx, systemActor, { ...staff, password: demoPassword, isDemo: true })
      await writeNewSeed(tx, id)
      await tx.authenticator.update({
        where: { staffId: id },
        data: { confirmedAt: clock.now() },
        select: { staffId: true },
      })
    }
  })
}
