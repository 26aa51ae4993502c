import { addSeconds } from '@/lib/clock'
import { otpLimits } from '@/lib/factors/limits'
import { codesScope } from '@/lib/factors/mark-locked'
import { counter } from '@/lib/identity/throttle'
import { throttleRules } from '@/lib/identity/throttle-rules'
import { sealDestination } from '@/lib/notices/notice-body'
import { keyedHash } from '@/lib/vault/keyed-hash'
import type { Circumstances, MadeCustomer } from './make-customer'
import { isFirm } from './shares'
import type { Batch } from './tables'

/** What an event can be about. */
export type MadeCode = { id: string; sentAt: Date; channel: 'sms' | 'email' }

export const userAgents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0',
] as const

/** Nothing of this kind is kept for longer. */
const keptDays = 29

/** Portal sessions, messages, codes and failures of the last month, as many as an ordinary customer leaves. */
export function makeTraces(batch: Batch, customer: MadeCustomer, { now }: Circumstances): MadeCode[] {
  makeSessions(batch, customer, now)
  const codes = makeCodes(batch, customer, now)
  makeNotices(batch, customer, now)
  makeFailures(batch, customer, now)
  return codes
}

function makeSessions(batch: Batch, { id: customerId, number, random }: MadeCustomer, now: Date): void {
  for (let left = isFirm(number) ? 60 : random.below(5); left > 0; left--) {
    const isLive = random.chance(0.02)
    const createdAt = isLive ? random.daysAgo(now, 0.2) : random.daysAgo(now, keptDays, 0.6)
    const lastSeenAt = isLive ? now : addSeconds(createdAt, random.below(3600))
    batch.web_session.push([
      random.id(createdAt),
      customerId,
      random.bytes(32),
      `203.0.113.${random.below(256)}`,
      random.pick(userAgents),
      random.chance(0.5) ? ['password', 'otp:sms'] : ['password'],
      createdAt,
      lastSeenAt,
      addSeconds(createdAt, 12 * 3600),
      !isLive && random.chance(0.5) ? lastSeenAt : null,
    ])
  }
}

function makeCodes(batch: Batch, customer: MadeCustomer, now: Date): MadeCode[] {
  const { id: customerId, number, random } = customer
  return Array.from({ length: isFirm(number) ? 40 : random.below(3) }, () => {
    const sentAt = random.daysAgo(now, keptDays, 0.1)
    const channel = random.chance(0.7) ? ('sms' as const) : ('email' as const)
    const outboxId = makeMessage(batch, customer, {
      at: sentAt,
      channel,
      template: 'otp_sign_in',
      values: null,
    })
    const id = random.id(sentAt)
    const [right, attempts] = [random.chance(0.9), random.below(2)]
    pushCode(batch, { id, customerId, sentAt, channel, attempts, outboxId, right, random })
    return { id, sentAt, channel }
  })
}

type Code = MadeCode &
  Pick<MadeCustomer, 'random'> & {
    customerId: string
    attempts: number
    outboxId: string | null
    right: boolean
  }

function pushCode(batch: Batch, code: Code): void {
  const { id, customerId, sentAt, channel, attempts, outboxId, right, random } = code
  batch.otp_challenge.push([
    id,
    customerId,
    'sign-in',
    random.bytes(32),
    channel,
    random.bytes(32),
    attempts,
    outboxId,
    sentAt,
    addSeconds(sentAt, otpLimits.lifeSeconds),
    right ? addSeconds(sentAt, 20) : null,
  ])
}

function makeNotices(batch: Batch, customer: MadeCustomer, now: Date): void {
  const { number, random } = customer
  for (let left = isFirm(number) ? 40 : random.below(3); left > 0; left--) {
    const values = { address: `203.0.113.${random.below(256)}`, userAgent: random.pick(userAgents) }
    const at = random.daysAgo(now, keptDays, 0.1)
    makeMessage(batch, customer, { at, channel: 'email', template: 'signin_new_device', values })
  }
}

type Message = { at: Date; channel: 'sms' | 'email'; template: string; values: object | null }

function makeMessage(
  batch: Batch,
  { id: customerId, email, phone, random }: MadeCustomer,
  { at, channel, template, values }: Message,
): string {
  const id = random.id(at)
  const fate = random.fraction()
  const status = fate < 0.03 ? 'failed' : fate < 0.04 ? 'expired' : 'sent'
  batch.outbox.push([
    id,
    customerId,
    channel,
    template,
    values && JSON.stringify(values),
    sealDestination(id, channel === 'sms' ? phone : email),
    status,
    status === 'sent' ? 1 : 8,
    at,
    at,
    addSeconds(at, 3 * 86_400),
    status === 'sent' ? addSeconds(at, 2) : null,
    status === 'sent' ? null : 'timeout',
  ])
  return id
}

/** So that the list of them fills its page however few customers there are. */
const alwaysLocked = 30

function makeFailures(batch: Batch, customer: MadeCustomer, now: Date): void {
  const { id: customerId, nationalId, number, random } = customer
  if (random.chance(0.04)) {
    const { scope, subject } = counter('account', nationalId)
    const failures = 1 + random.below(2 * throttleRules.account.most)
    batch.sign_in_throttle.push([scope, subject, failures, random.daysAgo(now, 0.9), customerId])
  }
  if (!random.chance(0.0002) && number >= alwaysLocked) return
  // Wrong codes on end have locked the account.
  const sentAt = random.daysAgo(now, 0.09)
  for (let wrong = 0; wrong < otpLimits.wrongInARow; wrong += otpLimits.triesPerCode)
    pushCode(batch, {
      id: random.id(sentAt),
      customerId,
      sentAt,
      channel: 'sms',
      attempts: otpLimits.triesPerCode,
      outboxId: null,
      right: false,
      random,
    })
  const subject = keyedHash(`throttle-${codesScope}`, customerId)
  batch.sign_in_throttle.push([codesScope, subject, otpLimits.wrongInARow, sentAt, customerId])
}
