/**
 * Everything that must hold before a change is good: checks, unit and integration tests, build, browser journeys.
 * Ends with `N passed, N failed`.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIfStale } from './support/build-if-stale'
import { explainError } from './support/explain-error'
import { hasBrowser, installPeers } from './support/install-peers'
import { runJourneys } from './support/run-journeys'
import { runScript } from './support/run-script'
import { type Results, readPlaywright, readVitest, sum } from './support/test-results'

const folder = mkdtempSync(join(tmpdir(), 'signet-report-'))

/** The parts of `npm run check`; each counts as a test. */
const checks: Record<string, string[]> = {
  'format and lint (biome)': ['node_modules/@biomejs/biome/bin/biome', 'check', '.'],
  'types (tsc)': ['node_modules/typescript/bin/tsc', '--noEmit'],
  'layers (dependency-cruiser)': [
    'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
    '.',
    '--config',
    '.dependency-cruiser.cjs',
  ],
  'dead code (knip)': ['node_modules/knip/bin/knip.js'],
}

await runScript(async () => {
  process.env.CI = '1'
  const hints = installPeers(console.log)
  const results = sum([await check(), await build(), await vitest(), await journeys()])
  rmSync(folder, { recursive: true, force: true })

  const list = (title: string, names: string[]) => {
    if (names.length > 0) console.log(`\n${title}:\n${names.map((name) => `  - ${name}`).join('\n')}`)
  }
  list('On this machine', hints)
  list('Skipped', results.skipped)
  list('Failed', results.failed)
  const { passed, failed, skipped } = results
  const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : ''
  console.log(`\n${passed} passed, ${failed.length} failed${tail}`)
  if (failed.length > 0 || passed === 0) process.exitCode = 1
})

/** Each has one core's work, so they run beside each other. Each prints what it has to say when it has ended. */
async function check(): Promise<Results> {
  const run = async ([name, args]: [string, string[]]): Promise<Results> => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const output: Buffer[] = []
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => output.push(chunk))
    const [code] = await once(child, 'close')
    heading(name)
    process.stdout.write(Buffer.concat(output))
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? [] : [`check: ${name}`], skipped: [] }
  }
  return sum(await Promise.all(Object.entries(checks).map(run)))
}

async function build(): Promise<Results> {
  heading('build')
  try {
    await buildIfStale(console.log)
    return { passed: 1, failed: [], skipped: [] }
  } catch (error) {
    explainError(error)
    return { passed: 0, failed: ['build'], skipped: [] }
  }
}

async function vitest(): Promise<Results> {
  heading('unit and integration tests')
  const report = `${folder}/vitest.json`
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...reporters]
  await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit')
  return readVitest(report)
}

async function journeys(): Promise<Results> {
  heading('browser journeys')
  if (!hasBrowser()) return { passed: 0, failed: ['browser journeys: there is no Chromium'], skipped: [] }
  const report = `${folder}/playwright.json`
  try {
    await runJourneys(['--reporter=list,json'], { PLAYWRIGHT_JSON_OUTPUT_NAME: report })
  } catch (error) {
    explainError(error)
  }
  return readPlaywright(report)
}

function heading(title: string): void {
  console.log(`\n== ${title}`)
}
