import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { claimantOf, claimFile } from './claim-file'

const folder = mkdtempSync(join(tmpdir(), 'signet-claim-'))
const file = join(folder, 'owner')
beforeEach(() => rmSync(file, { force: true }))
afterAll(() => rmSync(folder, { recursive: true }))

test('one claim at a time, until it is given back', () => {
  const release = claimFile(file)
  expect(release).toBeDefined()
  expect(claimantOf(file)).toBe(process.pid)
  expect(claimFile(file)).toBeUndefined()
  release?.()
  expect(claimantOf(file)).toBeUndefined()
  expect(claimFile(file)).toBeDefined()
})

test.each([
  ['a process that is gone', '4194999 1'],
  ['a number that belongs to another process by now', `${process.pid} 1`],
  ['nothing that can be read', ''],
])('what was left by %s is taken over', (_what, note) => {
  writeFileSync(file, note)
  expect(claimantOf(file)).toBeUndefined()
  expect(claimFile(file)).toBeDefined()
  expect(claimantOf(file)).toBe(process.pid)
  expect(readdirSync(folder)).toEqual(['owner'])
})
