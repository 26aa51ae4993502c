import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import type { CustomerActor } from '@/lib/access/actor'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { confirmed, type Done } from './confirmed'
import { currentActor } from './current-actor'
import { type ActionFailure, explainFailure } from './explain-failure'
import { formToObject } from './form-to-object'
import { requestMeta } from './request-meta'
import { proveStepUp } from './step-up'

export type ActionState<T> = Done<T> | ActionFailure | null
export type FormAction<T> = (previous: ActionState<T>, form: FormData) => Promise<ActionState<T>>

/**
 * Makes a server action of a domain call: session, then input, then step-up proof if the form brings one,
 * then the handler. Answers a value, never throws but Next's own redirects; never echoes the input.
 * @param check refuses by throwing what the schema can't judge, before the proof is taken: a one-time password must
 *   not be spent on an act that could never be done
 */
export function action<S extends z.ZodType, T>(
  schema: S,
  handler: (input: z.output<S>, actor: CustomerActor) => Promise<T>,
  check?: (input: z.output<S>, actor: CustomerActor) => Promise<unknown>,
): FormAction<T> {
  return async (_previous, form) => {
    let actor: CustomerActor | null = null
    try {
      actor = await currentActor()
      if (!actor) throw new AppError('signed_out')
      const input = schema.safeParse(formToObject(form))
      if (!input.success) return await explainFailure(input.error, actor)
      await check?.(input.data, actor)
      await proveStepUp(actor, form)
      const { data: values } = input
      const signedIn = actor
      return await confirmed(() => handler(values, signedIn))
    } catch (error) {
      unstable_rethrow(error)
      const { requestId } = await requestMeta()
      if (!(error instanceof AppError)) log.error({ error, requestId }, 'action failed')
      try {
        return await explainFailure(error, actor)
      } catch (another) {
        // The database may be gone by now: a step-up can't be opened, but the form must keep what it holds.
        log.error({ error: another, requestId }, 'failure not explained')
        return await explainFailure(another, null)
      }
    }
  }
}
