import { setTimeout as pause } from 'node:timers/promises'
import { deactivateKey } from '@/lib/keys/deactivate-key'
import { serviceToken } from '@/test/service-token'
import { verifyClient } from '@/test/verify-client'
import { acceptingSince } from './support/accepting-since'
import { type Asking, codeFor, type Gateway, keepAsking, noAnswer } from './support/ask-gateway'
import { countEach } from './support/count-each'
import { inParallel } from './support/in-parallel'
import type { SupervisedInstallation } from './support/supervised-installation'
import { until } from './support/until'
import { customerWithKeys, type UsedKey } from './support/used-keys'

export type LostDatabaseOutcome = {
  rounds: number
  /** How many requests a second were answered, of all rounds. */
  perSecond: number
  /** What was answered from the kill on. */
  answers: Record<string, number>
  /** Answers that were neither what the key is good for nor 503. */
  others: number
  /** The longest time after a kill at which a request was sent that was still allowed, in milliseconds. */
  lastAllowedMs: number
  /** The longest time from the database's accepting connections until nothing was refused any more, in milliseconds. */
  longestBackMs: number
  /** Requests allowed once the key was turned off, which is done as soon as the database is back. */
  allowedAfter: number
  holds: boolean
}

/** Of each of two keys. Together some 500 requests a second, where the machine can. */
const askers = 8
const pauseMs = 25

/**
 * Kills PostgreSQL while the installation's gateway answers from its memory: within a second nothing is allowed any
 * more, 503 is all that is answered until it is back, and two seconds later nothing is refused any more. As soon as it
 * is back a key is turned off, which the gateway must not have missed; another one stays.
 */
export async function runLostDatabase(
  installation: SupervisedInstallation,
  options: { rounds: number },
): Promise<LostDatabaseOutcome> {
  const gateway = verifyClient(
    `http://127.0.0.1:${process.env.GATEWAY_INTERNAL_PORT}`,
    await serviceToken('campaign'),
  )
  const rounds: Round[] = []
  for (let round = 0; round < options.rounds; round++) rounds.push(await loseDatabase(installation, gateway))
  const sum = (of: (round: Round) => number) => rounds.reduce((all, round) => all + of(round), 0)
  const longest = (of: (round: Round) => number) => Math.round(Math.max(...rounds.map(of)))
  const others = sum((round) => round.others)
  const allowedAfter = sum((round) => round.allowedAfter)
  const [lastAllowedMs, longestBackMs] = [
    longest((round) => round.lastAllowedMs),
    longest((round) => round.backMs),
  ]
  return {
    rounds: options.rounds,
    perSecond: Math.round(sum(({ asked }) => asked) / sum(({ seconds }) => seconds)),
    answers: countEach(rounds.flatMap(({ answers }) => answers)),
    ...{ others, lastAllowedMs, longestBackMs, allowedAfter },
    holds: others === 0 && allowedAfter === 0 && lastAllowedMs <= 1_000 && longestBackMs <= 2_000,
  }
}

type Round = { asked: number; seconds: number; answers: string[] } & Record<
  'others' | 'lastAllowedMs' | 'backMs' | 'allowedAfter',
  number
>

async function loseDatabase(installation: SupervisedInstallation, gateway: Gateway): Promise<Round> {
  const { customer, keys } = await customerWithKeys()
  const [turnedOff, kept] = keys
  for (const key of keys) await answered(gateway, key, 'ok')
  const began = performance.now()
  const asking = await inParallel(keys.length * askers, async (number) => {
    const key = number < askers ? turnedOff : kept
    return { key, ...keepAsking(() => codeFor(gateway, key), pauseMs) }
  })
  await pause(300)
  installation.kill('postgres')
  const killed = performance.now()
  const accepting = acceptingSince(installation.databaseUrl)
  await until(() => deactivateKey(customer, { id: turnedOff.id }))
  const done = performance.now()
  const rightAfter = await inParallel(10, () => codeFor(gateway, turnedOff).catch(noAnswer))
  await answered(gateway, turnedOff, 'key_inactive')
  await answered(gateway, kept, 'ok')
  // Whether it stays so.
  await pause(500)
  await Promise.all(asking.map(({ stop }) => stop()))
  const seconds = (performance.now() - began) / 1000
  const acceptingAt = await accepting

  const of = (key: UsedKey) => asking.flatMap((one) => (one.key === key ? one.answers : []))
  const all = [...of(turnedOff), ...of(kept)]
  const isOdd = (good: string[]) => (code: string) => !good.includes(code)
  const codes = (answers: Asking['answers']) => answers.map(({ code }) => code)
  const whileAway = all.filter(
    ({ code, sentAt, answeredAt }) => code === 'ok' && sentAt > killed && answeredAt < acceptingAt,
  )
  return {
    ...{ asked: all.length, seconds, answers: codes(all.filter(({ sentAt }) => sentAt > killed)) },
    others: [
      ...codes(of(turnedOff)).filter(isOdd(['ok', '503', 'key_inactive'])),
      ...codes(of(kept)).filter(isOdd(['ok', '503'])),
    ].length,
    lastAllowedMs: Math.max(0, ...whileAway.map(({ sentAt }) => sentAt - killed)),
    backMs: Math.max(0, backAt(of(kept)) - acceptingAt),
    allowedAfter:
      rightAfter.filter((code) => code === 'ok').length +
      of(turnedOff).filter(({ code, sentAt }) => code === 'ok' && sentAt > done).length,
  }
}

/** When the first request was answered of those that were sent after the last one that was refused. */
function backAt(answers: Asking['answers']): number {
  const lastRefused = Math.max(0, ...answers.flatMap(({ code, sentAt }) => (code === 'ok' ? [] : [sentAt])))
  return Math.min(...answers.flatMap(({ sentAt, answeredAt }) => (sentAt > lastRefused ? [answeredAt] : [])))
}

function answered(gateway: Gateway, key: UsedKey, wanted: string): Promise<void> {
  return until(async () => {
    const code = await codeFor(gateway, key)
    if (code !== wanted) throw new Error(`${code} in place of ${wanted}`)
  })
}
