import 'server-only'
import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'
import type { AnonymousActor } from '@/lib/access/actor'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/log'
import type { FormAction } from './action'
import { confirmed } from './confirmed'
import { explainFailure } from './explain-failure'
import { formToObject } from './form-to-object'
import { requestMeta } from './request-meta'

/** `action()` for somebody who has not signed in: no session, no step-up. */
export function publicAction<S extends z.ZodType, T>(
  schema: S,
  handler: (input: z.output<S>, actor: AnonymousActor) => Promise<T>,
): FormAction<T> {
  return async (_previous, form) => {
    const meta = await requestMeta()
    try {
      const input = schema.safeParse(formToObject(form))
      if (!input.success) return await explainFailure(input.error, null)
      const { data: values } = input
      return await confirmed(() => handler(values, { kind: 'anonymous', ...meta }))
    } catch (error) {
      unstable_rethrow(error)
      if (!(error instanceof AppError)) log.error({ error, requestId: meta.requestId }, 'action failed')
      return await explainFailure(error, null)
    }
  }
}
