import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import type { SqlTx } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { lostCertificate } from './lost-certificate'
import { hasUsableCertificate } from './usable-certificates'

/** Demands a usable certificate. @throws AppError `certificate_required` {lost, at, revokedFor}: what became of the last */
export async function requireUsableCertificate(tx: SqlTx, actor: CustomerActor): Promise<void> {
  if (await hasUsableCertificate(tx, actor)) return
  throw new AppError('certificate_required', { values: await lostCertificate(actor, tx) })
}
