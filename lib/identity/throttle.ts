import 'server-only'
import { addSeconds, clock } from '@/lib/clock'
import { database, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { type ThrottleScope, throttleRules, throttleTimes } from './throttle-rules'

/** Who is counted: a keyed hash, so that the table tells neither IDs nor tokens, and an ID nobody has counts too. */
export type Counter = {
  scope: ThrottleScope
  subject: Buffer<ArrayBuffer>
  /** Whose account it is, so that staff can see whom it locks out; null when nobody's. */
  customerId: string | null
}

export function counter(scope: ThrottleScope, value: string, customerId: string | null = null): Counter {
  return { scope, subject: keyedHash(`throttle-${scope}`, value), customerId }
}

type Counted =
  | { counted: true; failures: number; waitSeconds: number }
  | {
      counted: false
      waitSeconds: number
      spent: boolean
      /** When the wait began. */
      since: Date
    }

type CountedRow = { failures: number; blockedUntil: Date | null }

const noLimit = 2_000_000_000

/**
 * Counts a try as a failure before anything is verified; success takes it back. One statement: of parallel tries
 * each sees the ones before it, so no more are let through than the rule says. Not counted while waiting.
 */
export async function countTry({ scope, subject, customerId }: Counter): Promise<Counted> {
  const rule: { free: number; most?: number } = throttleRules[scope]
  const now = clock.now()
  const forgotten = addSeconds(now, -throttleTimes.memorySeconds)
  const [row] = await database().$queryRaw<CountedRow[]>`
    INSERT INTO sign_in_throttle AS t (scope, subject, failures, last_failed_at, customer_id)
    VALUES (${scope}, ${subject}, 1, ${now}::timestamptz, ${customerId}::uuid)
    ON CONFLICT (scope, subject) DO UPDATE SET
      customer_id = EXCLUDED.customer_id,
      failures = CASE WHEN t.last_failed_at > ${forgotten}::timestamptz THEN t.failures + 1 ELSE 1 END,
      last_failed_at = EXCLUDED.last_failed_at,
      blocked_until = CASE WHEN t.last_failed_at > ${forgotten}::timestamptz AND t.failures >= ${rule.free}::int
        THEN EXCLUDED.last_failed_at + make_interval(secs =>
          LEAST(${throttleTimes.longestWaitSeconds}::int, 2 ^ LEAST(t.failures + 1 - ${rule.free}::int, 20))) END
    WHERE t.last_failed_at <= ${forgotten}::timestamptz
      OR ((t.blocked_until IS NULL OR t.blocked_until <= EXCLUDED.last_failed_at)
        AND t.failures < ${rule.most ?? noLimit}::int)
    RETURNING failures, blocked_until AS "blockedUntil"`
  if (row) return { counted: true, failures: row.failures, waitSeconds: secondsUntil(row.blockedUntil, now) }
  const standing = await database().signInThrottle.findUnique({
    where: { scope_subject: { scope, subject } },
  })
  const spent = (standing?.failures ?? 0) >= (rule.most ?? noLimit)
  return {
    counted: false,
    spent,
    since: standing?.lastFailedAt ?? now,
    waitSeconds: Math.max(1, secondsUntil(standing?.blockedUntil ?? null, now)),
  }
}

function secondsUntil(date: Date | null, now: Date): number {
  return date ? Math.max(0, Math.ceil((date.getTime() - now.getTime()) / 1000)) : 0
}

/** A success: the failures before it are forgotten. */
export async function forgive(tx: Tx, { scope, subject }: Counter): Promise<void> {
  await tx.signInThrottle.deleteMany({ where: { scope, subject } })
}

/**
 * Takes one count back, and the wait that it brought: it was counted, so no earlier wait was running. The failures
 * before it stay.
 */
export async function takeBack(tx: Tx, { scope, subject }: Counter): Promise<void> {
  await tx.$executeRaw`
    UPDATE sign_in_throttle SET failures = GREATEST(failures - 1, 0), blocked_until = NULL
    WHERE scope = ${scope} AND subject = ${subject}`
}

type ThrottledCode =
  | 'sign_in_throttled'
  | 'login_id_throttled'
  | 'activation_throttled'
  | 'revocation_throttled'

/** The refusal that says how long to wait: in minutes from 100 seconds on. */
export function throttled(waitSeconds: number, code: ThrottledCode = 'sign_in_throttled'): AppError {
  const minutes = waitSeconds < 100 ? 0 : Math.ceil(waitSeconds / 60)
  return new AppError(code, { values: { seconds: waitSeconds, minutes } })
}
