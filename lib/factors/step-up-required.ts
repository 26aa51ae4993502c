import { AppError } from '@/lib/errors'
import type { Factor, StepUpPurpose } from './schema'

/** The act wants fresh proof. Carries what the proof must be bound to, for whoever asks the customer for it. */
export class StepUpRequired extends AppError {
  constructor(
    readonly purpose: StepUpPurpose,
    readonly digest: Buffer<ArrayBuffer>,
    readonly factors: readonly Factor[],
  ) {
    super('step_up_required')
    this.name = 'StepUpRequired'
  }
}
