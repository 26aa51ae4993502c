import 'server-only'
import type { CustomerActor } from '@/lib/access/actor'
import type { AppError } from '@/lib/errors'
import { openStepUp } from '@/lib/factors/open-step-up'
import { proveStepUp as prove } from '@/lib/factors/prove-step-up'
import { type StepUpRequest, stepUpProofSchema } from '@/lib/factors/schema'
import { StepUpRequired } from '@/lib/factors/step-up-required'

/** Takes the proof out of the form, if it brings one, before its action runs. @throws what the proof is refused with */
export async function proveStepUp(actor: CustomerActor, form: FormData): Promise<void> {
  const fields = ['stepUpId', 'stepUpCode', 'stepUpSerial', 'stepUpSignature']
  const brought = fields.filter((name) => form.has(name)).map((name) => [name, form.get(name)])
  const proof = stepUpProofSchema.safeParse(Object.fromEntries(brought))
  // Without a readable proof the act asks for one.
  if (proof.success) await prove(actor, proof.data)
}

/** Answers an act that wants proof with a request for it. */
export async function beginStepUp(actor: CustomerActor, error: AppError): Promise<StepUpRequest> {
  if (!(error instanceof StepUpRequired)) throw error
  return openStepUp(actor, error)
}
