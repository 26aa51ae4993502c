import type { StaffActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { accountIdOf } from '@/scripts/seed-large/make-customer'
import { nationalIdOf } from '@/scripts/seed-large/national-ids'
import { fillImports } from './fill-imports'

/** What is looked for on one side: things of a firm with many keys and a long record. */
export type Samples = Awaited<ReturnType<typeof findSamples>>

/** The first customer of every seed is a firm. */
const firm = 0
/** Nobody made up has this number. */
const nobody = 9_000_000

export async function findSamples(actor: StaffActor, seed: number) {
  const customer = await database().customer.findFirstOrThrow({
    where: { accountId: accountIdOf(seed, firm) },
  })
  const where = { customerId: customer.id }
  const key = await database().apiKey.findFirstOrThrow({ where })
  const certificate = await database().certificate.findFirstOrThrow({ where })
  const events = await database().auditEvent.findMany({
    where,
    orderBy: { id: 'desc' },
    skip: 1000,
    take: 1,
    select: { id: true },
  })
  const staff = await database().staff.findFirstOrThrow({
    where: { role: 'support', isDemo: true },
    orderBy: { id: 'asc' },
  })
  return {
    customer,
    key,
    serialNumber: certificate.serialNumber,
    fingerprint: Buffer.from(certificate.fingerprint ?? []).toString('hex'),
    middleEvent: events[0]?.id ?? null,
    staffId: staff.id,
    importId: await fillImports(actor),
    nationalId: nationalIdOf(seed, firm).nationalId,
    nobodysId: nationalIdOf(seed, nobody).nationalId,
  }
}
