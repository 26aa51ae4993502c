import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { StartError } from '@/lib/start-error'

const usualStopSeconds = 8
const longestPauseSeconds = 30

/** A process of ours: what it is called in sentences, how it is started, and after how long it is killed when it does not end. */
export type Program = { name: string; args: string[]; stopSeconds?: number }

export type KeptProcess = { restart: () => void; stop: () => Promise<void> }

/**
 * Starts a process with the present environment, waits until it listens, and starts it again whenever it ends
 * unasked, with growing pauses.
 * @throws StartError when it ends before it ever listened
 */
export async function keepProcess(
  program: Program,
  development: boolean,
  say: (line: string) => void,
): Promise<KeptProcess> {
  let stopping = false
  let child = launch(program, development)
  const ended = () => new Promise<void>((resolve) => void child.once('exit', () => resolve()))
  let exited = ended()
  if (!(await isListening(child)))
    throw new StartError(`The ${program.name} did not start: what it said stands above.`)

  async function watch(): Promise<void> {
    for (let seconds = 1; ; ) {
      await exited
      if (stopping) return
      say(`The ${program.name} ended unexpectedly: starting it again.`)
      child = launch(program, development)
      exited = ended()
      if (await isListening(child)) seconds = 1
      else await pause(seconds * 1000, undefined, { ref: false })
      seconds = Math.min(seconds * 2, longestPauseSeconds)
    }
  }
  void watch()

  return {
    restart: () => child.kill('SIGTERM'),
    stop: async () => {
      stopping = true
      child.kill('SIGTERM')
      const { stopSeconds = usualStopSeconds } = program
      const hurry = setTimeout(() => child.kill('SIGKILL'), stopSeconds * 1000)
      if (child.exitCode === null && child.signalCode === null) await exited
      clearTimeout(hurry)
    },
  }
}

function launch({ args }: Program, development: boolean): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', ...args, ...(development ? ['--dev'] : [])], {
    // The channel says when it listens, and tells it when this process is gone, however it went.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      NODE_ENV: development ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    },
  })
}

/** Resolves to true when a process says that it listens, to false when it ended instead. */
function isListening(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    child.once('message', () => resolve(true))
    child.once('exit', () => resolve(false))
  })
}
