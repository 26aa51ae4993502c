import { StartError } from '@/lib/start-error'

/** A command that was called wrongly: nothing was done, and the exit code is 2. */
export class UsageError extends StartError {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'UsageError'
  }
}
