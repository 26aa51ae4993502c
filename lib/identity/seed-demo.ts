import 'server-only'
import { systemActor } from '@/lib/access/actor'
import { transaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { createCustomer } from './create-customer'
import { demoCustomers, demoPassword } from './demo-customers'
import { findByNationalId } from './find-by-national-id'

/** Makes the demo customers who are not there yet. @throws Error outside demo mode */
export async function seedDemoCustomers(): Promise<void> {
  if (env().SIGNET_MODE !== 'demo') throw new Error('demo customers belong in demo mode only')
  await transaction(async (tx) => {
    // Two starts at once make them once.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('signet:seed-demo'))`
    for (const { latinName, ...customer } of demoCustomers) {
      if (await findByNationalId(tx, customer.nationalId)) continue
      await createCustomer(tx, systemActor, { ...customer, password: demoPassword, isDemo: true })
    }
  })
}
