import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import type { AppError } from '@/lib/errors'

export type StepUpRequest = { id: string }

export async function proveStepUp(_actor: CustomerActor, _form: FormData): Promise<void> {}
export async function beginStepUp(_actor: CustomerActor, _error: AppError): Promise<StepUpRequest> {
  throw new Error('to be written')
}
