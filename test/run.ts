import { execFile } from 'node:child_process'

/** What a program printed, both streams, and how it ended. */
export type Ran = { status: number; printed: string; stdout: Buffer }

/** Runs a program to its end while this process goes on, so that it may ask a server of ours. */
export function run(program: string, args: string[], options: { cwd?: string } = {}): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(program, args, { ...options, encoding: 'buffer' }, (error, stdout, stderr) => {
      const status = error ? Number(error.code ?? 1) : 0
      resolve({ status, printed: Buffer.concat([stdout, stderr]).toString(), stdout })
    })
  })
}
