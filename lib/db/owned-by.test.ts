import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type CustomerActor, systemActor } from '@/lib/access/actor'
import { ownedBy } from './owned-by'

const meta = { requestId: 'r', address: '192.0.2.1', userAgent: 'vitest' }

test('a customer’s rows are found by their id, which is a parameter', () => {
  const { sql, values } = ownedBy({ kind: 'customer', customerId: 'c', sessionId: 's', ...meta })
  expect([sql, values]).toEqual(['customer_id = ?::uuid', ['c']])
})

test.each([
  ['staff', { kind: 'staff', staffId: 'm', sessionId: 's', role: 'admin', because: null, ...meta }],
  ['nobody', { kind: 'anonymous', ...meta }],
  ['the portal itself', systemActor],
])('%s owns none', (_who, actor) => {
  expect(() => ownedBy(actor as unknown as CustomerActor)).toThrow()
})

test('no statement of the product compares customer_id with an actor by hand', () => {
  const files = readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.ts$/.test(file) && !file.startsWith('db/generated') && !file.endsWith('.test.ts'),
  )
  expect(files.length).toBeGreaterThan(200)
  const byHand = files.filter(
    (file) =>
      file !== 'db/owned-by.ts' &&
      /customer_id\s*(=|IN)\s*\(?\$\{(actor\.|visibleTo)/.test(readFileSync(`lib/${file}`, 'utf8')),
  )
  expect(byHand).toEqual([])
})
