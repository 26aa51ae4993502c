import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { visibleTo } from '@/lib/access/visible-to'
import { recordEvent } from '@/lib/audit/record-event'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { AppError } from '@/lib/errors'
import { judgeKeys } from './judge-keys'
import type { FinishSelfTestInput, SelfTestResult } from './schema'
import { signedTest } from './signed-test'
import { testCode } from './test-code'
import { verdictOf } from './verdict-of'

/**
 * Judges what a browser signed in a test that it opened, once, and puts the outcome on record under a code that
 * support finds it by.
 * @throws AppError `not_found` for a test of another session or customer, `self_test_over`
 */
export async function finishSelfTest(
  actor: CustomerActor,
  { id, browserTime, store, signatures }: FinishSelfTestInput,
): Promise<SelfTestResult> {
  authorize(actor, 'certificate:read:own')
  const own = { id, ...visibleTo(actor), sessionId: actor.sessionId }
  const test = await database().selfTest.findFirst({ where: own })
  if (!test) throw new AppError('not_found')
  const now = clock.now()
  const findings = await judgeKeys(actor, signedTest(test), signatures)
  const skewSeconds = Math.round((browserTime.getTime() - now.getTime()) / 1000)
  const verdict = verdictOf({ store, findings, skewSeconds })
  const code = testCode()
  await transaction(async (tx) => {
    const { count } = await tx.selfTest.updateMany({
      where: { ...own, finishedAt: null, expiresAt: { gt: now } },
      data: { finishedAt: now, code },
    })
    if (count === 0) throw new AppError('self_test_over')
    await recordEvent(tx, actor, {
      action: 'certificate.tested',
      object: { kind: 'test', id: code },
      detail: {
        code,
        verdict,
        skewSeconds,
        keys: findings.map(({ serialNumber, problems }) => [serialNumber, ...problems].join(' ')),
      },
    })
  })
  return { verdict, code, skewSeconds, findings }
}
