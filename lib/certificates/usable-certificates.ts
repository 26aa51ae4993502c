import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { clock } from '@/lib/clock'
import { Prisma, type SqlTx } from '@/lib/db/client'
import { ownedBy } from '@/lib/db/owned-by'

type UsableCertificate = {
  id: string
  serialNumber: string
  publicKeyDer: Uint8Array<ArrayBuffer>
  notAfter: Date
}

/** The customer's certificates that count now: issued and inside their window; the one that lasts longest first. */
export function usableCertificates(tx: SqlTx, actor: CustomerActor): Promise<UsableCertificate[]> {
  return tx.$queryRaw<UsableCertificate[]>`
    SELECT id, serial_number AS "serialNumber", public_key_der AS "publicKeyDer", not_after AS "notAfter"
    FROM certificate WHERE ${isUsable(actor, clock.now())} ORDER BY not_after DESC, id DESC`
}

/** Whether there is any of them. */
export async function hasUsableCertificate(tx: SqlTx, actor: CustomerActor): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM certificate WHERE ${isUsable(actor, clock.now())}) AS found`
  return row?.found === true
}

/** The one rule of what is usable, as a condition on `certificate`. */
export function isUsable(actor: CustomerActor, now: Date): Prisma.Sql {
  return Prisma.sql`${ownedBy(actor)} AND status = 'issued'
    AND not_before <= ${now} AND not_after > ${now}`
}
