import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { database } from '@/lib/db/client'
import { AppError, type ErrorValues } from '@/lib/errors'
import type { OtpChannel } from '@/lib/factors/schema'
import { policy } from '@/lib/policies/policy'
import type { Policy } from '@/lib/policies/schema'
import { confirmingChannels } from './confirming-channels'
import { refusePastLimits } from './refuse-past-limits'
import { requireRenewable } from './require-renewable'

type Refusal = { code: (typeof limits)[number]; values: ErrorValues }

const limits = [
  'certificate_limit_reached',
  'application_limit_reached',
  'renewal_too_early',
  'renewal_of_expired',
  'renewal_of_revoked',
  'renewal_of_pending',
  'renewal_made',
] as const

export type ApplicationStart = {
  /** Opaque; labels the key in this browser. */
  accountId: string
  channels: { channel: OtpChannel; masked: string }[]
  validityDays: number
  defaultExportPassword: Policy['certificate']['defaultExportPassword']
  /** Why none can be had now. */
  refusal: Refusal | null
}

/**
 * What the pages begin with on which a certificate is applied for or, with `renewsId`, renewed.
 * @throws AppError `not_found` for one to be renewed that is not there
 */
export async function readApplication(actor: CustomerActor, renewsId?: string): Promise<ApplicationStart> {
  authorize(actor, 'certificate:create:own')
  const [{ accountId }, channels, refusal] = await Promise.all([
    database().customer.findUniqueOrThrow({ where: { id: actor.customerId }, select: { accountId: true } }),
    confirmingChannels(database(), actor),
    refuse(actor, renewsId).then(() => null, asRefusal),
  ])
  const { validityDays, defaultExportPassword } = policy().certificate
  return { accountId, channels, validityDays, defaultExportPassword, refusal }
}

async function refuse(actor: CustomerActor, renewsId?: string): Promise<void> {
  const renewed = renewsId ? await requireRenewable(database(), actor, renewsId) : undefined
  await refusePastLimits(database(), actor, renewed)
}

function asRefusal(error: unknown): Refusal {
  const code = error instanceof AppError && limits.find((limit) => limit === error.code)
  if (code) return { code, values: error.values }
  throw error
}
