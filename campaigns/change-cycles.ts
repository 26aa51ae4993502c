import { suspendCustomer } from '@/lib/identity/suspend-customer'
import { deleteKey } from '@/lib/keys/delete-key'
import { updateKey } from '@/lib/keys/update-key'
import { routes } from '@/lib/routes'
import type { TestCustomer } from '@/test/customer'
import { type TestStaff, testStaff, withReason } from '@/test/staff'
import { builtAction } from './support/built-action'
import { countEach } from './support/count-each'
import { headersOf } from './support/portal-client'
import { submitAction } from './support/submit-action'
import {
  codeFor,
  customerWithKeys,
  endOf,
  type Gateway,
  keepAsking,
  keyName,
  type UsedKey,
} from './support/used-keys'

export type CycleOutcome = {
  cycles: number
  /** Requests allowed before the change was asked for, or while it was under way. */
  allowedBefore: number
  /** Requests that were sent after the change was said to be done, by what they were answered. */
  afterwards: Record<string, number>
  allowedAfter: number
  /** Sessions of the changed key that a gateway still took for live, and of the other key that it took for ended. */
  wrongSessions: number
  /** The middle and the longest time from the call of a change to its return, in milliseconds. */
  medianMs: number
  longestMs: number
  holds: boolean
}

type Change = {
  apply: (portal: string, customer: TestCustomer, key: UsedKey, staff: TestStaff) => Promise<unknown>
  answer: string
  ends: string
  /** Whether it concerns the customer's other key as well. */
  all?: boolean
}

const changes: Change[] = [
  {
    apply: async (portal, customer, { id }) => {
      const action = builtAction('app/(portal)/keys/actions.ts deactivateKeyAction').id
      const done = await submitAction(portal + routes.key(id), action, headersOf(customer), [['id', id]])
      if (!done.ok) throw new Error(done.code)
    },
    ...{ answer: 'key_inactive', ends: 'key_deactivated' },
  },
  {
    apply: (_, customer, { id }) => deleteKey(customer, { id, typedName: keyName }),
    ...{ answer: 'unknown_key', ends: 'key_deleted' },
  },
  {
    apply: (_, customer, { id }) =>
      updateKey(customer, {
        ...{ id, revision: 1, name: keyName, permissions: ['market.read'], addresses: [] },
        ...{ firstDay: null, lastDay: null, confirmAnywhere: false },
      }),
    ...{ answer: 'permission_missing', ends: 'key_edited' },
  },
  {
    apply: (_, { customerId }, _key, staff) =>
      suspendCustomer(withReason(staff), { customerId, revision: 1 }),
    ...{ answer: 'customer_suspended', ends: 'customer_suspended', all: true },
  },
]

/**
 * Changes key after key while every gateway is being asked about it, and sends more the moment the change is said to
 * be done: none of that may be allowed.
 */
export async function runChangeCycles(
  portal: string,
  gateways: Gateway[],
  options: { cycles: number },
): Promise<CycleOutcome> {
  const staff = await testStaff('admin')
  const times: number[] = []
  const afterwards: string[] = []
  let [allowedBefore, wrongSessions, unexpected] = [0, 0, 0]
  for (let cycle = 0; cycle < options.cycles; cycle++) {
    const change = changes[cycle % changes.length] as Change
    const { customer, keys } = await customerWithKeys()
    const [changed, other] = keys
    // From here on every gateway remembers both keys and both sessions.
    for (const gateway of gateways)
      for (const key of keys) await Promise.all([codeFor(gateway, key), endOf(gateway, key)])

    const asking = gateways.map((gateway) => keepAsking(gateway, changed))
    const began = performance.now()
    await change.apply(portal, customer, changed, staff)
    const done = performance.now()
    times.push(done - began)
    const burst = await Promise.all(
      gateways.flatMap((gateway) => Array.from({ length: 5 }, () => codeFor(gateway, changed))),
    )
    await Promise.all(asking.map(({ stop }) => stop()))
    const answers = asking.flatMap((one) => one.answers)
    const late = answers.filter(({ sentAt }) => sentAt > done).map(({ code }) => code)
    afterwards.push(...burst, ...late)
    unexpected += [...burst, ...late].filter((code) => code !== change.answer).length
    allowedBefore += answers.filter(({ sentAt, code }) => sentAt <= done && code === 'ok').length
    for (const gateway of gateways) {
      if ((await endOf(gateway, changed)) !== change.ends) wrongSessions += 1
      if ((await endOf(gateway, other)) !== (change.all ? change.ends : null)) wrongSessions += 1
    }
  }
  times.sort((a, b) => a - b)
  return {
    cycles: options.cycles,
    allowedBefore,
    afterwards: countEach(afterwards),
    allowedAfter: afterwards.filter((code) => code === 'ok').length,
    wrongSessions,
    medianMs: Math.round(times[Math.floor(times.length / 2)] ?? 0),
    longestMs: Math.round(times.at(-1) ?? 0),
    holds: unexpected === 0 && wrongSessions === 0 && allowedBefore > options.cycles,
  }
}
