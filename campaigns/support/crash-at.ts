import { haltAt, type Place, removeHalt } from './halt-at'
import type { Part, SupervisedInstallation } from './supervised-installation'
import { until } from './until'

/**
 * Kills a part of the installation while an act waits at a known place, and comes back when the transaction that
 * waited there has ended. PostgreSQL's first process takes the process that waits with it: left alone, that one might
 * get the lock, and even commit, before it notices that it is an orphan.
 * @returns what the caller of the act was told: rejects when no answer came
 */
export async function crashAt<T>(
  installation: SupervisedInstallation,
  place: Place,
  victim: Part,
  act: () => Promise<T>,
): Promise<T | 'no answer'> {
  const halt = await haltAt(installation.databaseUrl(), place)
  const answer = act().catch(() => 'no answer' as const)
  const waiting = await halt.reached()
  if (victim === 'postgres') for (const pid of waiting) process.kill(pid, 'SIGKILL')
  installation.kill(victim)
  await halt.release()
  await until(() => removeHalt(installation.databaseUrl(), place))
  return answer
}
