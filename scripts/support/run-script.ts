import { explainError } from './explain-error'
import { UsageError } from './usage-error'

/** Runs a command with its arguments to its end. It exits with 0, with 1 when it failed, with 2 when it was called wrongly. */
export async function runScript(command: (args: string[]) => Promise<void>): Promise<void> {
  try {
    await command(process.argv.slice(2))
    process.exit()
  } catch (error) {
    explainError(error)
    process.exit(error instanceof UsageError ? 2 : 1)
  }
}
