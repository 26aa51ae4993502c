import { database } from '@/lib/db/client'
import { deactivateKey } from '@/lib/keys/deactivate-key'
import { codeFor, type Gateway, noAnswer } from './support/ask-gateway'
import { countEach } from './support/count-each'
import { until } from './support/until'
import { customerWithKeys } from './support/used-keys'

export type CutOffOutcome = {
  rounds: number
  answers: Record<string, number>
  longestMs: number
  holds: boolean
}

/** Stops a gateway's process until its lease has run out, and changes a key meanwhile: what it finds when it wakes may not be allowed. */
export async function runPausedGateway(
  gateway: Gateway & { pid: number },
  options: { rounds: number },
): Promise<CutOffOutcome> {
  return eachRound(options.rounds, [gateway], async (change, ask) => {
    process.kill(gateway.pid, 'SIGSTOP')
    try {
      await change()
      // They reach it while it stands still, and are the first that it finds.
      const waiting = Array.from({ length: 10 }, ask)
      await new Promise((resolve) => setTimeout(resolve, 50))
      process.kill(gateway.pid, 'SIGCONT')
      return await Promise.all(waiting)
    } finally {
      process.kill(gateway.pid, 'SIGCONT')
    }
  })
}

/** Cuts the connection over which gateways listen just before each change. */
export async function runCutListeners(
  gateways: Gateway[],
  options: { rounds: number },
): Promise<CutOffOutcome> {
  return eachRound(options.rounds, gateways, async (change, ask) => {
    await database().$executeRaw`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'signet-lease' AND datname = current_database()`
    await change()
    return Promise.all(Array.from({ length: 10 }, ask))
  })
}

async function eachRound(
  rounds: number,
  gateways: Gateway[],
  round: (change: () => Promise<void>, ask: () => Promise<string>) => Promise<string[]>,
): Promise<CutOffOutcome> {
  const answers: string[] = []
  let longestMs = 0
  for (let number = 0; number < rounds; number++) {
    const { customer, keys } = await customerWithKeys()
    const [key] = keys
    await until(() => requireLeases(gateways.length))
    for (const gateway of gateways)
      if ((await codeFor(gateway, key)) !== 'ok')
        throw new Error('a key was to be let in before it is changed')
    const change = async () => {
      const began = performance.now()
      await deactivateKey(customer, { id: key.id })
      longestMs = Math.max(longestMs, Math.round(performance.now() - began))
    }
    let turn = 0
    const ask = () => codeFor(gateways[turn++ % gateways.length] as Gateway, key).catch(noAnswer)
    answers.push(...(await round(change, ask)))
  }
  const counts = countEach(answers)
  return { rounds, answers: counts, longestMs, holds: Object.keys(counts).join() === 'key_inactive' }
}

/** @throws Error when fewer gateways than these hold a lease */
async function requireLeases(wanted: number): Promise<void> {
  const [found] = await database().$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM gateway_node WHERE lease_until > clock_timestamp() AND fenced_at IS NULL`
  if ((found?.count ?? 0) < wanted) throw new Error('not every gateway holds a lease')
}
