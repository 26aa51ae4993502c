import { recordUsage, type UsageRecorder } from '@/lib/usage/record-usage'
import { onVerdict, type Verdict } from './gate/judge'
import { unnamedRoute } from './route-file/permission-for'

/** Counts every request that named a key from now on. @returns call it when no more requests come */
export function countUsage(): UsageRecorder['stop'] {
  const { note, stop } = recordUsage()
  const unsubscribe = onVerdict((verdict) => {
    const keyId = keyOf(verdict)
    if (keyId === null) return
    const { asked, decision, session, at } = verdict
    const { address, facts, requestId } = asked
    if (decision.decision === 'allow') {
      // A session's requests send no secret of the key.
      note({ allowed: true, keyId, at, address, secret: session ? null : decision.provenBy })
      return
    }
    const { code: reason, skewMs } = decision
    const { method, path } = facts
    const permission = asked.permission === unnamedRoute ? null : asked.permission
    note({ allowed: false, keyId, at, address, reason, method, path, skewMs, permission, requestId })
  })
  return () => {
    unsubscribe()
    return stop()
  }
}

/** Whose request it was. One for a key of another dialect belongs to nobody: it may be anybody's guess. */
function keyOf({ record, decision }: Verdict): string | null {
  return decision.code === 'unknown_key' ? null : (record?.id ?? null)
}
