import { setTimeout as pause } from 'node:timers/promises'
import { withConfirmation } from '@/lib/changes/confirmation'
import { database } from '@/lib/db/client'
import { deactivateKey } from '@/lib/keys/deactivate-key'
import type { DatabaseRelay } from '@/test/database-relay'
import type { Passing } from '@/test/listen-gate'
import { codeFor, keepAsking } from './support/ask-gateway'
import { countEach } from './support/count-each'
import { inParallel } from './support/in-parallel'
import type { LaunchedVerifier } from './support/launch-verifiers'
import { readMetric } from './support/read-metric'
import { until } from './support/until'
import { customerWithKeys, type UsedKey } from './support/used-keys'

export type DeafOutcome = {
  rounds: number
  /** What every gateway answered about the key once it was said to be turned off. */
  answers: Record<string, number>
  /** What the deaf one answered about the customer's other key, all the while. */
  others: Record<string, number>
  /** Changes that returned before it was certain that the deaf one had lost its lease. */
  unconfirmed: number
  /** Rounds in which one lease was lost, that of the deaf gateway. */
  leasesLost: number
  /** The longest time from a change's call to its return, and from the end of the deafness to a lease, in milliseconds. */
  longestMs: number
  longestBackMs: number
  holds: boolean
}

/** A gateway whose database is behind a relay, with `LOG_LEVEL=debug`, and others that hear everything. */
export type DeafSide = { relay: DatabaseRelay; deaf: LaunchedVerifier; hearing: LaunchedVerifier[] }

/**
 * Keeps from a gateway what PostgreSQL tells it over the connection on which it listens, and turns a key off that it
 * remembers. By the time the change returns the gateway must have lost its lease; it goes on all the same, by asking
 * the database, and takes a lease again by itself when it can hear.
 * @param options.deafMs for how long it stays deaf after the change
 */
export async function runDeafGateway(
  side: DeafSide,
  options: { rounds: number; passing: Exclude<Passing, 'everything'>; deafMs: number },
): Promise<DeafOutcome> {
  const rounds: Round[] = []
  for (let round = 0; round < options.rounds; round++) rounds.push(await runRound(side, options))
  const longest = (times: number[]) => Math.round(Math.max(...times))
  const found = {
    rounds: rounds.length,
    answers: countEach(rounds.flatMap(({ answers }) => answers)),
    others: countEach(rounds.flatMap(({ others }) => others)),
    unconfirmed: rounds.filter(({ confirmed }) => !confirmed).length,
    leasesLost: rounds.filter(({ lost }) => lost).length,
    longestMs: longest(rounds.map(({ milliseconds }) => milliseconds)),
    longestBackMs: longest(rounds.map(({ backMs }) => backMs)),
  }
  const holds =
    Object.keys(found.answers).join() === 'key_inactive' &&
    Object.keys(found.others).join() === 'ok' &&
    found.unconfirmed === 0 &&
    found.leasesLost === rounds.length
  return { ...found, holds }
}

type Round = {
  answers: string[]
  others: string[]
  confirmed: boolean
  lost: boolean
  milliseconds: number
  backMs: number
}

async function runRound(
  { relay, deaf, hearing }: DeafSide,
  { passing, deafMs }: { passing: Passing; deafMs: number },
): Promise<Round> {
  const { customer, keys } = await customerWithKeys()
  const [key, other] = keys
  const gateways = [deaf, ...hearing]
  const before = await until(() => leases(gateways))
  await remember(gateways, keys)
  const asking = keepAsking(() => codeFor(deaf, key))
  const askingOther = keepAsking(() => codeFor(deaf, other), 10)
  const keptBefore = relay.kept()
  relay.pass(passing)
  try {
    let confirmed = true
    const began = performance.now()
    await withConfirmation(
      () => deactivateKey(customer, { id: key.id }),
      async () => {
        confirmed = false
      },
    )
    const done = performance.now()
    const burst = await Promise.all(gateways.map((gateway) => inParallel(10, () => codeFor(gateway, key))))
    await pause(deafMs)
    if (relay.kept() === keptBefore) throw new Error('nothing was kept from the gateway')

    const hears = performance.now()
    relay.pass('everything')
    const after = await until(() => leases([deaf]))
    const backMs = performance.now() - hears
    const gone = before.filter((id) => !after.includes(id))
    await Promise.all([asking.stop(), askingOther.stop()])
    const late = asking.answers.filter(({ sentAt }) => sentAt > done).map(({ code }) => code)
    return {
      answers: [...burst.flat(), ...late],
      others: askingOther.answers.map(({ code }) => code),
      confirmed,
      // Its log names the leases that it took.
      lost: gone.length === 1 && deaf.printed().includes(String(gone[0])),
      milliseconds: done - began,
      backMs,
    }
  } finally {
    relay.pass('everything')
    await Promise.all([asking.stop(), askingOther.stop()])
  }
}

async function remember(gateways: LaunchedVerifier[], keys: UsedKey[]): Promise<void> {
  for (const gateway of gateways)
    for (const key of keys)
      if ((await codeFor(gateway, key)) !== 'ok') throw new Error('a key was to be let in')
}

/** All leases that are held. @throws Error while one of these gateways has none */
async function leases(gateways: LaunchedVerifier[]): Promise<string[]> {
  for (const gateway of gateways)
    if ((await readMetric(gateway, 'signet_gateway_lease_held')) !== 1)
      throw new Error('a gateway has no lease')
  const held = await database().$queryRaw<{ id: string }[]>`
    SELECT id FROM gateway_node WHERE lease_until > clock_timestamp() AND fenced_at IS NULL`
  return held.map(({ id }) => id)
}
