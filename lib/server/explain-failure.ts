import 'server-only'
import { z } from 'zod'
import type { CustomerActor } from '@/lib/access/actor'
import { AppError, type ErrorValues, type FieldError } from '@/lib/errors'
import { messagesOf } from '@/lib/i18n/messages'
import { translator } from '@/lib/i18n/translator'
import type { ActionFailure } from './action'
import { currentLocale } from './preferences'
import { beginStepUp } from './step-up'

/** Turns what was thrown, or what the schema refused, into sentences of the visitor's language. */
export async function explainFailure(error: unknown, actor: CustomerActor | null): Promise<ActionFailure> {
  if (error instanceof z.ZodError) return failure('invalid_input', {}, fieldsOf(error))
  if (!(error instanceof AppError)) return failure('unexpected', {}, {})
  const answer = await failure(error.code, error.values, error.fields)
  if (error.code === 'step_up_required' && actor) answer.stepUp = await beginStepUp(actor, error)
  return answer
}

async function failure(
  code: string,
  values: ErrorValues,
  fields: Record<string, FieldError>,
): Promise<ActionFailure> {
  const locale = await currentLocale()
  const messages = messagesOf(locale, 'errors')
  const t = translator(locale, messages)
  // A schema's own sentence without a message of ours must not reach a person.
  const say = (error: FieldError) => t(error.code in messages ? error.code : 'invalid_field', error.values)
  const fieldErrors = Object.fromEntries(Object.entries(fields).map(([name, error]) => [name, say(error)]))
  return { ok: false, code, message: say({ code, values }), fieldErrors }
}

/** A schema says a code in `message` and values in `params`; the first issue of a field is the one shown. */
function fieldsOf(error: z.ZodError): Record<string, FieldError> {
  const fields: Record<string, FieldError> = {}
  for (const issue of error.issues) {
    const name = String(issue.path[0] ?? 'form')
    fields[name] ??= {
      code: issue.message,
      values: 'params' in issue ? (issue.params as ErrorValues) : undefined,
    }
  }
  return fields
}
