import { expect, test } from 'vitest'
import { type Actor, systemActor } from './actor'
import { visibleTo } from './visible-to'

const meta = { requestId: 'r', address: '192.0.2.1', userAgent: 'vitest' }

/** Everybody who acts, and what they may see; null for nothing at all. */
const table: Record<Actor['kind'], [actor: Actor, filter: { customerId?: string } | null]> = {
  customer: [{ kind: 'customer', customerId: 'c', sessionId: 's', ...meta }, { customerId: 'c' }],
  staff: [{ kind: 'staff', staffId: 'm', sessionId: 's', role: 'support', because: null, ...meta }, {}],
  anonymous: [{ kind: 'anonymous', ...meta }, null],
  system: [systemActor, null],
  leak: [{ kind: 'leak', ...meta }, null],
}

/** As code that has lost the actor's type would call it. */
const see = (actor: unknown) => visibleTo(actor as Parameters<typeof visibleTo>[0])

test.each(Object.entries(table))('%s', (_kind, [actor, filter]) => {
  if (filter) expect(see(actor)).toEqual(filter)
  else expect(() => see(actor)).toThrow('nobody’s rows')
})

test.each([
  ['an unknown kind', { kind: 'robot', ...meta }],
  ['no kind', {}],
  ['a customer without an id', { kind: 'customer', ...meta }],
  ['a customer with an empty one', { kind: 'customer', customerId: '', ...meta }],
])('%s sees nothing', (_what, actor) => {
  expect(() => see(actor)).toThrow('nobody’s rows')
})
