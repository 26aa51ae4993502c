import { EnvError } from '@/lib/env'
import { StartError } from '@/lib/start-error'

/** Prints why a command ended: what a person can put right as it is, anything else with its stack. */
export function explainError(error: unknown): void {
  console.error(error instanceof StartError || error instanceof EnvError ? error.message : error)
}
