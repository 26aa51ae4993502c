import { explainError } from './explain-error'

/** Runs a command with its arguments to its end; the exit code tells whether it succeeded. */
export async function runScript(command: (args: string[]) => Promise<void>): Promise<void> {
  try {
    await command(process.argv.slice(2))
    process.exit()
  } catch (error) {
    explainError(error)
    process.exit(1)
  }
}
