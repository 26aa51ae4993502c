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

type Refusal = { code: (typeof limits)[number]; values: ErrorValues }

const limits = ['certificate_limit_reached', 'application_limit_reached'] as const

export type ApplicationStart = {
  /** Opaque; labels the key in this browser. */
  accountId: string
  channels: { channel: OtpChannel; masked: string }[]
  validityDays: number
  defaultExportPassword: Policy['certificate']['defaultExportPassword']
  /** Why none can be applied for now. */
  refusal: Refusal | null
}

/** What the application page begins with. */
export async function readApplication(actor: CustomerActor): Promise<ApplicationStart> {
  authorize(actor, 'certificate:create:own')
  const [{ accountId }, channels, refusal] = await Promise.all([
    database().customer.findUniqueOrThrow({ where: { id: actor.customerId }, select: { accountId: true } }),
    confirmingChannels(database(), actor),
    refusePastLimits(database(), actor).then(() => null, asRefusal),
  ])
  const { validityDays, defaultExportPassword } = policy().certificate
  return { accountId, channels, validityDays, defaultExportPassword, refusal }
}

function asRefusal(error: unknown): Refusal {
  const code = error instanceof AppError && limits.find((limit) => limit === error.code)
  if (code) return { code, values: error.values }
  throw error
}
