import { setTimeout as pause } from 'node:timers/promises'
import { deactivateKey } from '@/lib/keys/deactivate-key'
import { serviceToken } from '@/test/service-token'
import { verifyClient } from '@/test/verify-client'
import { codeFor, keepAsking, noAnswer } from './support/ask-gateway'
import { countEach } from './support/count-each'
import type { SupervisedInstallation } from './support/supervised-installation'
import { until } from './support/until'
import { customerWithKeys } from './support/used-keys'

export type LostDatabaseOutcome = {
  rounds: number
  answers: Record<string, number>
  /** The longest time after a kill at which a request was sent that was still allowed, in milliseconds. */
  lastAllowedMs: number
  /** Requests allowed once the key was turned off, which is done as soon as the database is back. */
  allowedAfter: number
  holds: boolean
}

/**
 * Kills PostgreSQL while the installation's gateway answers from its memory: within a second nothing is allowed any
 * more. As soon as it is back a key is turned off, which the gateway must not have missed.
 */
export async function runLostDatabase(
  installation: SupervisedInstallation,
  options: { rounds: number },
): Promise<LostDatabaseOutcome> {
  const gateway = verifyClient(
    `http://127.0.0.1:${process.env.GATEWAY_INTERNAL_PORT}`,
    await serviceToken('campaign'),
  )
  const answers: string[] = []
  let [lastAllowedMs, allowedAfter] = [0, 0]
  for (let round = 0; round < options.rounds; round++) {
    const { customer, keys } = await customerWithKeys()
    const [key] = keys
    await until(async () => {
      if ((await codeFor(gateway, key)) !== 'ok') throw new Error('the key is not let in')
    })
    const asking = keepAsking(() => codeFor(gateway, key), 5)
    await pause(300)
    installation.kill('postgres')
    const killed = performance.now()
    await until(() => deactivateKey(customer, { id: key.id }))
    const done = performance.now()
    allowedAfter += (
      await Promise.all(Array.from({ length: 10 }, () => codeFor(gateway, key).catch(noAnswer)))
    ).filter((code) => code === 'ok').length
    await until(async () => {
      if ((await codeFor(gateway, key)) !== 'key_inactive') throw new Error('the gateway is not back')
    })
    await asking.stop()
    answers.push(...asking.answers.filter(({ sentAt }) => sentAt > killed).map(({ code }) => code))
    const allowed = asking.answers.filter(({ code, sentAt }) => code === 'ok' && sentAt > killed)
    allowedAfter += allowed.filter(({ sentAt }) => sentAt > done).length
    // Once the database is back the key is good until it was turned off.
    const away = asking.answers.find(({ code, sentAt }) => code !== 'ok' && sentAt > killed)
    for (const { sentAt } of allowed)
      if (!away || sentAt < away.sentAt) lastAllowedMs = Math.max(lastAllowedMs, Math.round(sentAt - killed))
  }
  return {
    rounds: options.rounds,
    answers: countEach(answers),
    lastAllowedMs,
    allowedAfter,
    holds: allowedAfter === 0 && lastAllowedMs <= 1_000,
  }
}
