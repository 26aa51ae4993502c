import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { usageLimits } from './limits'
import { makeUsageBuffer } from './make-usage-buffer'
import type { NotedRequest } from './noted-request'

const at = (text: string) => new Date(`2026-11-26T${text}Z`)
const use = (keyId: string, time: string, address = '192.0.2.1'): NotedRequest => ({
  ...{ allowed: true, keyId, at: at(time), address, secret: 'current' },
})
const refusal = (keyId: string, time: string, reason = 'bad_signature'): NotedRequest => ({
  ...{ allowed: false, keyId, at: at(time), address: '192.0.2.1', reason, method: 'GET', path: '/' },
  ...{ skewMs: null, permission: null, requestId: randomUUID() },
})

test('requests are counted by key and hour, with the last use and every place', () => {
  const buffer = makeUsageBuffer()
  buffer.note(use('a', '10:59:59.999'))
  buffer.note(use('a', '11:00:00.000', '2001:db8::1'))
  buffer.note(use('a', '11:00:01.000', '2001:db8::2'))
  buffer.note(refusal('a', '11:00:02.000'))
  buffer.note(use('b', '11:00:03.000'))
  const batch = buffer.take()
  expect(buffer.take()).toBeNull()
  expect([...(batch?.keys.keys() ?? [])]).toEqual(['a', 'b'])
  const key = batch?.keys.get('a')
  expect([...(key?.hours ?? [])]).toEqual([
    [at('10:00:00').getTime(), { allowed: 1, refused: 0 }],
    [at('11:00:00').getTime(), { allowed: 2, refused: 1 }],
  ])
  expect(key?.last).toEqual({ at: at('11:00:01'), address: '2001:db8::2' })
  expect(key?.secrets).toEqual({ current: at('11:00:01') })
  expect([...(key?.networks.keys() ?? [])]).toEqual(['192.0.2.1', '2001:db8::/64'])
  expect(batch?.refusals).toHaveLength(1)
})

test('a flood of refusals for one reason is counted, and hides no other', () => {
  const buffer = makeUsageBuffer()
  for (let n = 0; n < 1_000; n += 1) buffer.note(refusal('a', '11:00:00'))
  buffer.note(refusal('a', '11:00:01', 'ip_not_allowed'))
  buffer.note(refusal('b', '11:00:01'))
  buffer.note(refusal('a', '11:01:00'))
  const batch = buffer.take()
  expect(batch?.refusals.filter(({ keyId }) => keyId === 'b')).toHaveLength(1)
  expect(batch?.refusals.filter(({ reason }) => reason === 'ip_not_allowed')).toHaveLength(1)
  expect(batch?.refusals).toHaveLength(usageLimits.refusalsPerMinute + 3)
  expect(batch?.keys.get('a')?.hours.get(at('11:00:00').getTime())?.refused).toBe(1_002)
})

test('what could not be written is added to what came since', () => {
  const buffer = makeUsageBuffer()
  buffer.note(use('a', '10:59:59', '192.0.2.1'))
  buffer.note(refusal('a', '10:59:59'))
  const failed = buffer.take()
  buffer.note(use('a', '11:00:00', '192.0.2.2'))
  buffer.note(use('a', '11:00:01', '192.0.2.1'))
  if (failed) buffer.giveBack(failed)
  const batch = buffer.take()
  const key = batch?.keys.get('a')
  expect(key?.hours.get(at('10:00:00').getTime())).toEqual({ allowed: 1, refused: 1 })
  expect(key?.hours.get(at('11:00:00').getTime())).toEqual({ allowed: 2, refused: 0 })
  expect(key?.last?.at).toEqual(at('11:00:01'))
  expect(key?.networks.get('192.0.2.1')).toEqual({ first: at('10:59:59'), last: at('11:00:01') })
  expect(batch?.refusals).toHaveLength(1)
})

test('while nothing can be written, refusals wait up to a bound, and what is forgotten is said', () => {
  const buffer = makeUsageBuffer()
  for (let n = 0; n < usageLimits.refusalsWaiting + 5; n += 1) buffer.note(refusal(`${n}`, '11:00:00'))
  const batch = buffer.take()
  expect(batch?.refusals).toHaveLength(usageLimits.refusalsWaiting)
  expect(buffer.takeLost()).toEqual({ requests: 0, refusals: 5 })
  buffer.note(refusal('a', '11:00:00'))
  if (batch) buffer.giveBack(batch)
  expect(buffer.take()?.refusals).toHaveLength(usageLimits.refusalsWaiting)
  expect(buffer.takeLost()).toEqual({ requests: 0, refusals: 1 })
})
