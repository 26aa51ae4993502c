import { z } from 'zod'
import { reasons } from '@/lib/verify/reasons'
import type { Verdict } from '../gate/judge'
import { refusalOf } from '../gate/refusal-of'

const about = {
  requestId: z
    .string()
    .describe('Names this decision, in the answer to the client and in every record of it.'),
  key: z
    .object({ id: z.string(), accessKey: z.string() })
    .optional()
    .describe('Left out until the client has proved to have it, and of a log-in without a key.'),
  session: z.object({ id: z.string() }).optional().describe('Of an API log-in.'),
  customer: z.string().optional().describe('The ID of the account. Says nothing about who it is.'),
  skewMs: z
    .number()
    .nullable()
    .describe('How far the clock of the client is ahead; null when the request carries no time.'),
}

/** What a service is answered. */
export const answerSchema = z.discriminatedUnion('decision', [
  z.object({
    decision: z.literal('allow'),
    code: z.literal('ok'),
    ...about,
    customer: z.string(),
    permissions: z.array(z.string()).describe('All that the key may.'),
    accounts: z
      .array(z.string())
      .nullable()
      .describe('The trading accounts that it may act for; null for all of the customer’s.'),
  }),
  z.object({
    decision: z.literal('deny'),
    code: z.enum(reasons).describe('For the service and the key’s owner, not for the client.'),
    ...about,
    told: z
      .object({ status: z.number().int(), body: z.record(z.string(), z.unknown()) })
      .describe('What the client may be answered.'),
  }),
])

export type Answer = z.output<typeof answerSchema>

/** What a service learns from a verdict. */
export function answerOf(verdict: Verdict): Answer {
  const { asked, decision, record, session } = verdict
  const { skewMs } = decision
  const { requestId } = asked
  const isProven = decision.decision === 'allow' || decision.told !== 'invalid_credentials'
  const known = isProven ? record : null
  const key = known?.id && known.accessKey ? { id: known.id, accessKey: known.accessKey } : undefined
  const own = isProven && session ? { id: session.id } : undefined
  if (decision.decision === 'deny') {
    const { code } = decision
    const customer = known?.accountId
    return {
      decision: 'deny',
      code,
      requestId,
      key,
      session: own,
      customer,
      skewMs,
      told: refusalOf(verdict),
    }
  }
  const { accountId: customer, permissions, accounts } = decision.record
  return {
    decision: 'allow',
    code: 'ok',
    requestId,
    key,
    session: own,
    customer,
    skewMs,
    permissions: [...permissions],
    accounts: accounts && [...accounts],
  }
}
