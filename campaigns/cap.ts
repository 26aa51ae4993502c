import { database } from '@/lib/db/client'
import { policy } from '@/lib/policies/policy'
import { countEach } from './support/count-each'
import { inParallel } from './support/in-parallel'
import { createActionOf, keyFields, signedProof, submitKey } from './support/portal-client'
import { type ReadyCustomer, readyCustomers } from './support/ready-customer'

export type CapOutcome = {
  customers: number
  /** By number of active keys, how many customers ended up with so many. */
  activeKeys: Record<string, number>
  /** How often each answer came. */
  answers: Record<string, number>
  /** Acknowledged keys without their row, sealed secret or audit event. */
  missing: number
  holds: boolean
}

/**
 * For each customer more creations than the cap allows, all proved beforehand, then sent at once to the portals in
 * turn: exactly the cap must succeed, and all others be told why.
 * @param portals URLs of portal processes on one database
 */
export async function runCapCampaign(
  portals: string[],
  options: { customers: number; parallel: number },
): Promise<CapOutcome> {
  const customers = await readyCustomers(options.customers)
  const [first] = customers
  const [portal] = portals
  if (!first || !portal) throw new RangeError('the campaign needs a customer and a portal')
  const action = await createActionOf(portal, first)

  const answers: Answer[] = []
  const active: number[] = []
  for (const customer of customers) {
    answers.push(...(await race(portals, customer, action, options.parallel)))
    active.push(await countActive(customer))
  }
  const max = policy().maxActiveKeys
  const expected = {
    created: customers.length * max,
    key_limit_reached: customers.length * (options.parallel - max),
  }
  const outcome = {
    customers: customers.length,
    activeKeys: countEach(active),
    answers: countEach(answers.map(({ code }) => code)),
    missing: await countMissing(answers.flatMap(({ id }) => id ?? [])),
  }
  const holds =
    outcome.missing === 0 &&
    active.every((keys) => keys === max) &&
    answers.length === expected.created + expected.key_limit_reached &&
    outcome.answers.created === expected.created &&
    outcome.answers.key_limit_reached === expected.key_limit_reached
  return { ...outcome, holds }
}

type Answer = { code: string; id?: string }

async function race(
  portals: string[],
  customer: ReadyCustomer,
  action: string,
  parallel: number,
): Promise<Answer[]> {
  const portalOf = (number: number) => portals[number % portals.length] ?? ''
  const forms = await inParallel(parallel, async (number) => {
    const fields = keyFields(`Key ${number}`)
    const asked = await submitKey(portalOf(number), customer, action, fields)
    if (asked.ok || !asked.stepUp) throw new Error('a proof was to be asked for', { cause: asked })
    return [...fields, ...signedProof(customer, asked.stepUp)]
  })
  return inParallel(parallel, async (number) => {
    try {
      const answer = await submitKey(portalOf(number), customer, action, forms[number] ?? [])
      return answer.ok ? { code: 'created', id: answer.data.id } : { code: answer.code }
    } catch (error) {
      return { code: String(error) }
    }
  })
}

function countActive({ customerId }: ReadyCustomer): Promise<number> {
  return database().apiKey.count({ where: { customerId, status: 'active', slot: { not: null } } })
}

async function countMissing(ids: string[]): Promise<number> {
  const whole = await database().apiKey.count({
    where: { id: { in: ids }, secrets: { some: { place: 'current' } } },
  })
  const events = await database().auditEvent.findMany({
    where: { action: 'key.created', objectKind: 'key', objectId: { in: ids } },
    distinct: ['objectId'],
    select: { objectId: true },
  })
  return ids.length - Math.min(whole, events.length)
}
