import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { database } from '@/lib/db/client'
import { onServer } from '@/test/on-server'
import { countEach } from './support/count-each'
import { findHalfStates } from './support/find-half-states'
import { createActionOf, keyFields, signedProof, submitKey } from './support/portal-client'
import { type ReadyCustomer, readyCustomers } from './support/ready-customer'
import type { Part, SupervisedInstallation } from './support/supervised-installation'

export type KillOutcome = {
  kills: number
  /** Keys that the portal said were made. */
  acknowledged: number
  /** Keys that were made, but whose answer was lost. */
  unacknowledged: number
  answers: Record<string, number>
  /** The longest time from a kill until a key was made again, in milliseconds. */
  longestPauseMs: number
  /** What must not be, and how many of each there are. */
  faults: Record<string, number>
  holds: boolean
}

/** In turn: each part alone, and PostgreSQL while the portal is only just starting again. */
const victims: Part[][] = [['portal'], ['postgres'], ['portal', 'postgres']]
const creators = 4
/** Few enough for several creators to meet at one customer's cap. */
const customersAtOnce = 3
const recoverySeconds = 90

/**
 * Kills the portal, PostgreSQL, and both, in turn, while keys are being made, waits each time until keys are made
 * again, and then holds what was promised against what is stored.
 */
export async function runKillCampaign(
  installation: SupervisedInstallation,
  options: { kills: number },
): Promise<KillOutcome> {
  const customers = await readyCustomers(20 + options.kills * 6)
  const [first] = customers
  if (!first) throw new RangeError('the campaign needs a customer')
  const keysBefore = await database().apiKey.count()
  const run: Run = { stop: false, acknowledged: [], answers: [], lastBegan: 0 }
  const action = await createActionOf(installation.url, first)
  const working = Array.from({ length: creators }, () => create(installation.url, customers, action, run))

  let pauses: number[]
  try {
    pauses = await killInTurn(installation, options.kills, run)
  } finally {
    run.stop = true
    await Promise.all(working)
  }

  const { faults, keys } = await onServer(installation.databaseUrl(), (client) =>
    findHalfStates(client, run.acknowledged),
  )
  return {
    kills: options.kills,
    acknowledged: run.acknowledged.length,
    unacknowledged: keys - keysBefore - run.acknowledged.length,
    answers: countEach(run.answers),
    longestPauseMs: Math.max(...pauses),
    faults,
    holds: Object.values(faults).every((found) => found === 0),
  }
}

/** @returns for each time how long no key was made, in milliseconds */
async function killInTurn(installation: SupervisedInstallation, kills: number, run: Run): Promise<number[]> {
  const pauses: number[] = []
  for (let kill = 0; kill < kills; kill++) {
    const parts = victims[kill % victims.length] ?? []
    await pause(randomInt(300, 900))
    for (const part of parts) {
      installation.kill(part)
      if (part !== parts.at(-1)) await pause(randomInt(800, 1_500))
    }
    const killed = Date.now()
    const context = () => `${parts.join(' and ')} killed; Signet said:\n${installation.said().slice(-2_000)}`
    await newKey(run, killed, context)
    pauses.push(Date.now() - killed)
  }
  return pauses
}

/** Makes key after key until told to stop; what fails while something is down is tried anew with another key. */
async function create(portal: string, customers: ReadyCustomer[], action: string, run: Run): Promise<void> {
  while (!run.stop) {
    const customer = customers[randomInt(Math.min(customersAtOnce, customers.length))]
    if (!customer) throw new Error('every customer is full: the campaign wants more of them')
    const began = Date.now()
    try {
      // A name of its own: a proof for the same values could be used up by another creator.
      const fields = keyFields(`Key ${run.answers.length} ${randomInt(1_000_000)}`)
      const asked = await submitKey(portal, customer, action, fields)
      const proof = !asked.ok && asked.stepUp ? signedProof(customer, asked.stepUp) : []
      const answer =
        proof.length > 0 ? await submitKey(portal, customer, action, [...fields, ...proof]) : asked
      if (answer.ok) {
        run.acknowledged.push(answer.data.id)
        run.lastBegan = Math.max(run.lastBegan, began)
      }
      run.answers.push(answer.ok ? 'created' : answer.code)
      const place = customers.indexOf(customer)
      if (!answer.ok && answer.code === 'key_limit_reached' && place >= 0) customers.splice(place, 1)
    } catch (error) {
      run.answers.push('code' in (error as object) ? 'no answer' : String(error).slice(0, 60))
      await pause(50)
    }
    await pause(20)
  }
}

type Run = {
  stop: boolean
  acknowledged: string[]
  answers: string[]
  /** When the newest acknowledged creation was begun: an answer may still arrive from a process that is dead. */
  lastBegan: number
}

async function newKey(run: Run, after: number, context: () => string): Promise<void> {
  for (const end = Date.now() + recoverySeconds * 1000; Date.now() < end; await pause(20))
    if (run.lastBegan > after) return
  const answers = JSON.stringify(countEach(run.answers))
  throw new Error(`no key was made for ${recoverySeconds} seconds: ${context()}\nAnswers: ${answers}`)
}
