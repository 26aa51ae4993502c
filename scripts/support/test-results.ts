import { readFileSync } from 'node:fs'
import { relative } from 'node:path'

/** What came of a set of tests; failed and skipped ones by name. */
export type Results = { passed: number; failed: string[]; skipped: string[] }

type VitestReport = {
  success: boolean
  testResults: {
    name: string
    status: string
    assertionResults: { status: string; fullName: string }[]
  }[]
}

type PlaywrightSuite = { title: string; suites?: PlaywrightSuite[]; specs?: PlaywrightSpec[] }
type PlaywrightSpec = { title: string; file: string; tests: { status: string }[] }

/** Reads Vitest's JSON report. A file that could not be loaded, or an error outside any test, counts as failed. */
export function readVitest(file: string): Results {
  const report = read<VitestReport>(file)
  if (!report)
    return { passed: 0, failed: ['unit and integration tests: they did not run to the end'], skipped: [] }
  const results: Results = { passed: 0, failed: [], skipped: [] }
  for (const { name, status, assertionResults } of report.testResults) {
    const path = relative('.', name)
    for (const test of assertionResults) count(results, test.status, `${path}: ${test.fullName}`)
    if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed'))
      results.failed.push(`${path}: the file could not be run`)
  }
  if (!report.success && results.failed.length === 0)
    results.failed.push('unit and integration tests: an error outside any test')
  return results
}

/** Reads Playwright's JSON report. */
export function readPlaywright(file: string): Results {
  const report = read<{ suites: PlaywrightSuite[]; errors: unknown[] }>(file)
  if (!report) return { passed: 0, failed: ['browser journeys: they did not run to the end'], skipped: [] }
  const results: Results = { passed: 0, failed: [], skipped: [] }
  const words = { expected: 'passed', unexpected: 'failed', flaky: 'failed' } as Record<string, string>
  const visit = (suite: PlaywrightSuite, above: string[]) => {
    const titles = [...above, suite.title]
    for (const spec of suite.specs ?? [])
      for (const { status } of spec.tests)
        count(results, words[status] ?? status, `e2e/${[...titles, spec.title].join(' › ')}`)
    for (const inner of suite.suites ?? []) visit(inner, titles)
  }
  for (const suite of report.suites) visit(suite, [])
  if (report.errors.length > 0) results.failed.push('browser journeys: an error outside any journey')
  return results
}

/** Everything together. */
export function sum(all: Results[]): Results {
  return {
    passed: all.reduce((total, { passed }) => total + passed, 0),
    failed: all.flatMap(({ failed }) => failed),
    skipped: all.flatMap(({ skipped }) => skipped),
  }
}

function count(results: Results, status: string, name: string): void {
  if (status === 'passed') results.passed += 1
  else if (status === 'failed') results.failed.push(name)
  else results.skipped.push(name)
}

function read<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T
  } catch {
    return undefined
  }
}
