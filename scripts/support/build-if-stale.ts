import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { reasonOf, StartError } from '@/lib/start-error'
import { buildStamp } from './build-stamp'
import { claimFile } from './claim-file'

const stampFile = '.next/signet-build'
/** Not in .next, which a build empties. */
const lockFile = 'node_modules/.signet-build'
let running: ChildProcess | undefined

/** Builds the portal unless the build in place is of the present sources. @throws StartError with Next's own words */
export async function buildIfStale(say: (line: string) => void): Promise<void> {
  const stamp = buildStamp('.')
  if (isBuilt(stamp)) return
  refuseUnwritable()
  let release = claimFile(lockFile)
  if (!release) say('Another process is building the portal: waiting for it …')
  for (; !release; release = claimFile(lockFile)) await pause(500)
  try {
    if (!isBuilt(stamp)) await build(stamp, say)
  } finally {
    release()
  }
}

/** Who may not write here would be told so by a stack trace, in the middle of the build. */
function refuseUnwritable(): void {
  for (const path of ['.', '.next', 'node_modules'].filter((one) => existsSync(one)))
    try {
      accessSync(path, constants.W_OK | constants.X_OK)
    } catch (error) {
      throw new StartError(
        `The portal must be built, as its sources are new or have changed, but ${resolve(path)} can't be written (${reasonOf(error)}): run npm run build as the user whose it is.`,
      )
    }
}

function isBuilt(stamp: string): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp
}

async function build(stamp: string, say: (line: string) => void): Promise<void> {
  say('Building the portal, as its sources are new or have changed; this takes about a minute …')
  rmSync(stampFile, { force: true })
  const began = Date.now()
  const output: Buffer[] = []
  // Only what a build needs: nothing of this environment must end up in it.
  const { PATH, HOME, TMPDIR } = process.env
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
    env: { PATH, HOME, TMPDIR, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running = child
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk))
  const progress = setInterval(() => say(`  still building, ${seconds(began)} s …`), 15_000)
  const code = await new Promise<number | null>((resolve) => void child.once('close', resolve))
  clearInterval(progress)
  running = undefined
  if (code !== 0)
    throw new StartError(`The portal can't be built:\n${Buffer.concat(output).toString('utf8')}`)
  writeFileSync(stampFile, stamp)
  say(`Built in ${seconds(began)} s.`)
}

/** Ends a build that is under way. */
export function stopBuild(): void {
  running?.kill('SIGTERM')
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000)
}
