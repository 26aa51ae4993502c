import type { Reason } from '@/lib/verify/reasons'
import { testStaff } from '@/test/staff'
import { type PortalChange, portalChanges } from './portal-changes'
import { type Asking, codeFor, type Gateway, keepAsking, sessionCodeFor } from './support/ask-gateway'
import { countEach } from './support/count-each'
import { inParallel } from './support/in-parallel'
import { type ReadyCustomer, readyCustomers } from './support/ready-customer'
import { giveUsedKeys, type SigningKey, type UsedKey } from './support/used-keys'

export type CycleOutcome = {
  cycles: number
  /** How many of each kind. */
  changes: Record<string, number>
  /** Requests answered as before the change, until it was done. */
  before: number
  /** Requests sent after the change was said to be done, signed and of the session, by what they were answered. */
  afterwards: Record<string, number>
  /** Those of them that were not answered by the new state. */
  stale: number
  /** Times that a gateway answered otherwise than it had to of the customer's other key, or of its session. */
  othersTouched: number
  /** The middle and the longest time from the first form of a change to the answer, in milliseconds. */
  medianMs: number
  longestMs: number
  holds: boolean
}

/**
 * Changes key after key in the portal while every gateway is being asked about it and its session, and sends more the
 * moment the portal answers: all of that must be answered by the new state. The other key and its session must go on.
 */
export async function runChangeCycles(
  portal: string,
  gateways: Gateway[],
  options: { cycles: number },
): Promise<CycleOutcome> {
  const staff = await testStaff('admin')
  const customers = await readyCustomers(options.cycles)
  const names = Object.keys(portalChanges)
  const nameOf = (cycle: number) => names[cycle % names.length] ?? ''
  const cycles: Cycle[] = []
  for (const [number, customer] of customers.entries()) {
    const change = portalChanges[nameOf(number)] as PortalChange
    cycles.push(
      await runCycle(gateways, customer, change, (key) => change.make({ portal, customer, key, staff })),
    )
  }
  const times = cycles.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
  const sum = (count: (cycle: Cycle) => number) => cycles.reduce((total, cycle) => total + count(cycle), 0)
  const found = {
    cycles: cycles.length,
    changes: countEach(customers.map((_, number) => nameOf(number))),
    before: sum(({ before }) => before),
    afterwards: countEach(cycles.flatMap(({ afterwards }) => afterwards)),
    stale: sum(({ stale }) => stale),
    othersTouched: sum(({ othersTouched }) => othersTouched),
    medianMs: Math.round(times[Math.floor(times.length / 2)] ?? 0),
    longestMs: Math.round(times.at(-1) ?? 0),
  }
  const holds = found.stale === 0 && found.othersTouched === 0 && found.before > cycles.length
  return { ...found, holds }
}

type Cycle = Pick<CycleOutcome, 'before' | 'stale' | 'othersTouched'> & {
  afterwards: string[]
  milliseconds: number
}

/** Something to ask a gateway, and what it answers before and after the change. */
type Question = { ask: () => Promise<string>; before: string; after: string }

async function runCycle(
  gateways: Gateway[],
  customer: ReadyCustomer,
  change: PortalChange,
  make: (key: UsedKey) => Promise<SigningKey | null>,
): Promise<Cycle> {
  const [key, other] = await giveUsedKeys(customer, { firstEnded: change.before === 'key_expired' })
  const questions = gateways.flatMap((gateway) => questionsAbout(gateway, key, change))
  const others = change.all ? change : ({ after: 'ok' } as const)
  const othersQuestions = gateways.flatMap((gateway) => questionsAbout(gateway, other, others))
  // From here on every gateway remembers both keys and both sessions.
  for (const { ask, before } of [...questions, ...othersQuestions]) {
    const code = await ask()
    if (code !== before) throw new Error(`${code} where ${before} was to be answered before the change`)
  }

  const asked = questions.map((question) => ({ ...question, asking: keepAsking(question.ask, 5) }))
  const stopAll = () => Promise.all(asked.map(({ asking }) => asking.stop()))
  try {
    const began = performance.now()
    const changed = await make(key)
    const done = performance.now()
    const news = Promise.all(changed ? gateways.map((gateway) => codeFor(gateway, changed)) : [])
    const [used, ...bursts] = await Promise.all([news, ...questions.map(({ ask }) => inParallel(5, ask))])
    await stopAll()
    let othersTouched = 0
    for (const { ask, after } of othersQuestions) if ((await ask()) !== after) othersTouched += 1
    return { ...countAnswers(asked, { done, bursts, used }), othersTouched, milliseconds: done - began }
  } finally {
    await stopAll()
  }
}

/** What was answered before a change was done, and afterwards: to each question, and about the key as it is since. */
function countAnswers(
  asked: (Question & { asking: Asking })[],
  { done, bursts, used }: { done: number; bursts: string[][]; used: string[] },
): Pick<Cycle, 'before' | 'afterwards' | 'stale'> {
  const counts = asked.map(({ asking: { answers }, before, after }, at) => {
    const late = answers.filter(({ sentAt }) => sentAt > done).map(({ code }) => code)
    const codes = [...(bursts[at] ?? []), ...late]
    return {
      before: answers.filter(({ sentAt, code }) => sentAt <= done && code === before).length,
      codes,
      stale: codes.filter((code) => code !== after).length,
    }
  })
  const sum = (name: 'before' | 'stale') => counts.reduce((total, count) => total + count[name], 0)
  return {
    before: sum('before'),
    afterwards: [...counts.flatMap(({ codes }) => codes), ...used],
    stale: sum('stale') + used.filter((code) => code !== 'ok').length,
  }
}

/** A signed request, and one of its session. */
function questionsAbout(
  gateway: Gateway,
  key: UsedKey,
  { before = 'ok', after, ends = 'ok' }: { before?: Reason | 'ok'; after: string; ends?: string },
): Question[] {
  return [
    { ask: () => codeFor(gateway, key), before, after },
    { ask: () => sessionCodeFor(gateway, key), before, after: ends },
  ]
}
