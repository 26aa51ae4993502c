import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Sample } from './alternate'

/** What a worker answers: a measured run, or the statements of one call. */
export type Answer = Sample & { statements?: string[] }

export type Worker = {
  /** Makes so many calls in its own process and says how much processor time that took. */
  run: (count: number) => Promise<Sample>
  /** The SQL statements of a single call, in order. */
  statements: () => Promise<string[]>
  stop: () => Promise<void>
}

/** Starts one side of the comparison as a process of its own, so that neither warms up the other's code. */
export async function startWorker(file: string, nodeArguments: string[]): Promise<Worker> {
  const child = fork(file, { execArgv: nodeArguments, env: { ...process.env, NODE_ENV: 'production' } })
  const exited = once(child, 'exit')
  const answer = () =>
    new Promise<Answer>((resolve, reject) => {
      const ended = () => reject(new Error(`${file} ended`))
      child.once('exit', ended)
      child.once('message', (message) => {
        child.off('exit', ended)
        resolve(message as Answer)
      })
    })
  const ask = (question: object) => {
    const answered = answer()
    child.send(question)
    return answered
  }
  await answer()
  return {
    run: (count) => ask({ count }),
    statements: async () => (await ask({ count: 1, trace: true })).statements ?? [],
    stop: async () => {
      child.disconnect()
      await exited
    },
  }
}
