import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readPlaywright, readVitest, sum } from './test-results'

const folder = mkdtempSync(join(tmpdir(), 'signet-results-'))
afterAll(() => rmSync(folder, { recursive: true }))

function report(content: unknown): string {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

describe("Vitest's report", () => {
  const file = (status: string, ...tests: string[]) => ({
    name: resolve('lib/a.test.ts'),
    status,
    assertionResults: tests.map((result, at) => ({ status: result, fullName: `test ${at}` })),
  })

  test('counts, and names what failed or was skipped', () => {
    const testResults = [file('failed', 'passed', 'failed', 'skipped'), file('passed', 'passed', 'todo')]
    expect(readVitest(report({ success: false, testResults }))).toEqual({
      passed: 2,
      failed: ['lib/a.test.ts: test 1'],
      skipped: ['lib/a.test.ts: test 2', 'lib/a.test.ts: test 1'],
    })
  })

  test.each([
    ['a file that could not be loaded', { success: false, testResults: [file('failed')] }],
    ['an error outside any test', { success: false, testResults: [file('passed', 'passed')] }],
  ])('%s is a failure', (_what, content) => {
    expect(readVitest(report(content)).failed).toHaveLength(1)
  })

  test('that is not there is a failure', () => {
    expect(readVitest(join(folder, 'none.json')).failed).toHaveLength(1)
  })
})

describe("Playwright's report", () => {
  const spec = (title: string, status: string) => ({ title, file: 'a.spec.ts', tests: [{ status }] })
  const suites = [
    {
      title: 'a.spec.ts',
      specs: [spec('one', 'expected'), spec('two', 'unexpected')],
      suites: [{ title: 'inner', specs: [spec('three', 'skipped'), spec('four', 'flaky')] }],
    },
  ]

  test('counts, and names what failed or was skipped', () => {
    expect(readPlaywright(report({ suites, errors: [] }))).toEqual({
      passed: 1,
      failed: ['e2e/a.spec.ts › two', 'e2e/a.spec.ts › inner › four'],
      skipped: ['e2e/a.spec.ts › inner › three'],
    })
  })

  test('with an error outside any journey, or none at all, is a failure', () => {
    expect(readPlaywright(report({ suites: [], errors: [{}] })).failed).toHaveLength(1)
    expect(readPlaywright(join(folder, 'none.json')).failed).toHaveLength(1)
  })
})

test('results add up', () => {
  const one = { passed: 2, failed: ['a'], skipped: [] }
  const other = { passed: 3, failed: ['b'], skipped: ['c'] }
  expect(sum([one, other])).toEqual({ passed: 5, failed: ['a', 'b'], skipped: ['c'] })
})
