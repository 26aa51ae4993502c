import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Size } from '@/scripts/seed-large/fill-database'

export type Question = { fill: Size } | { look: string; calls: number }
export type Measured = { rows: number; milliseconds: number }
export type Answer = { names: string[] } | Measured

export type Side = {
  /** Fills the side's database. @returns what can be looked at there */
  fill: (size: Size) => Promise<string[]>
  /** Looks at one thing so many times, one after the other. `milliseconds`: a call's processor time. */
  look: (name: string, calls: number) => Promise<Measured>
  stop: () => Promise<void>
}

/** Starts the process of one side. @param settings beyond those of this process: which database it has */
export async function startSide(settings: Record<string, string>): Promise<Side> {
  const child = fork('bench/desk/side.ts', {
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
    env: { ...process.env, ...settings, NODE_ENV: 'production' },
  })
  const exited = once(child, 'exit')
  const next = () =>
    Promise.race([
      once(child, 'message').then(([answer]) => answer as Answer),
      exited.then(() => Promise.reject(new Error('one side ended'))),
    ])
  const ask = async (question: Question) => {
    const answer = next()
    child.send(question)
    return answer
  }
  await next()
  return {
    fill: async (size) => {
      const answer = await ask({ fill: size })
      return 'names' in answer ? answer.names : []
    },
    look: async (name, calls) => (await ask({ look: name, calls })) as Measured,
    stop: async () => {
      child.disconnect()
      await exited.catch(() => {})
    },
  }
}
