import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Actor, StaffActor } from '@/lib/access/actor'
import { authorize } from '@/lib/access/authorize'
import { recordEvent } from '@/lib/audit/record-event'
import { type Progress, type Verdict, verifyChain } from '@/lib/audit/verify-chain'
import { database } from '@/lib/db/client'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'

/** How a verification stands: `run` asks after it again. */
export type Verification = { run: string } & (
  | { verdict: Verdict; progress?: undefined }
  | { verdict?: undefined; progress: Progress }
)

type Run = { id: string; progress: Progress; end: Promise<Verdict | null>; verdict?: Verdict }

/** A long chain takes minutes, longer than a proxy waits for an answer. */
const patienceMs = 8_000

/** The process's one verification: further ones at the same time would only slow it down. */
let latest: Run | null = null

/**
 * Verifies the audit chain, or joins whoever is at it already. What takes longer than some seconds goes on by itself,
 * and the answer says how far it is.
 * @param options.run an earlier answer's, to ask how it went on; null to begin
 * @throws AppError `verification_lost` when it failed, or is not known here (any more)
 */
export async function verifyAudit(
  actor: Actor,
  { run: wanted, patience = patienceMs }: { run: string | null; patience?: number },
): Promise<Verification> {
  authorize(actor, 'audit:read')
  if (!wanted && (!latest || latest.verdict)) latest = begin(actor)
  const run = latest
  if (!run || (wanted && run.id !== wanted)) throw new AppError('verification_lost')
  let timer: NodeJS.Timeout | undefined
  const outOfPatience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience)
  })
  const verdict = await Promise.race([run.end, outOfPatience])
  clearTimeout(timer)
  if (verdict === null) throw new AppError('verification_lost')
  return verdict ? { run: run.id, verdict } : { run: run.id, progress: run.progress }
}

function begin(actor: StaffActor): Run {
  const run: Run = {
    id: randomUUID(),
    progress: { seals: 0, events: 0, sealsInAll: 0 },
    end: verifyChain((progress) => {
      run.progress = progress
    })
      .then(async (verdict) => {
        await record(actor, verdict)
        run.verdict = verdict
        return verdict
      })
      .catch((error: unknown) => {
        log.error({ error }, 'audit chain not verified')
        latest = null
        return null
      }),
  }
  return run
}

async function record(actor: StaffActor, { ok, events, seals, unsealed, faults }: Verdict): Promise<void> {
  const detail = { ok, events, links: seals, unsealed: unsealed.count, faults: faults.length }
  await recordEvent(database(), actor, { action: 'audit.verified', detail })
}
