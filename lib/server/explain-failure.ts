import 'server-only'
import { z } from 'zod'
import type { CustomerActor } from '@/lib/access/actor'
import { AppError, type ErrorValues, type FieldError } from '@/lib/errors'
import type { StepUpRequest } from '@/lib/factors/schema'
import { messagesOf, translate } from '@/lib/i18n/messages'
import { translator } from '@/lib/i18n/translator'
import { formats } from './formats'
import { currentLocale } from './preferences'
import { requestMeta } from './request-meta'
import { beginStepUp } from './step-up'

/** What a form shows of an act that was refused. */
export type ActionFailure = {
  ok: false
  code: string
  message: string
  /** Sentences by field name; the form shows them and focuses the first. */
  fieldErrors: Record<string, string>
  /** Present when the act wants fresh proof: what the browser must sign, or where a code can go. */
  stepUp?: StepUpRequest
  /** Present when the session has ended: what the link to sign in again says. */
  signIn?: string
}

/** Turns what was thrown, or what the schema refused, into sentences of the visitor's language. */
export async function explainFailure(error: unknown, actor: CustomerActor | null): Promise<ActionFailure> {
  if (error instanceof z.ZodError) return failure('invalid_input', {}, fieldsOf(error))
  if (!(error instanceof AppError)) return failure('unexpected', await requestNumber(), {})
  const answer = await failure(error.code, error.values, error.fields)
  if (error.code === 'signed_out') answer.signIn = translate(await currentLocale(), 'errors')('sign_in_again')
  if (error.code === 'step_up_required' && actor) answer.stepUp = await beginStepUp(actor, error)
  return answer
}

/** What the log knows the failure by, for whoever is asked about it. */
async function requestNumber(): Promise<ErrorValues> {
  return { requestId: (await requestMeta()).requestId }
}

async function failure(
  code: string,
  values: ErrorValues,
  fields: Record<string, FieldError>,
): Promise<ActionFailure> {
  const locale = await currentLocale()
  const messages = messagesOf(locale, 'errors')
  const t = translator(locale, messages)
  const { dateTime } = await formats()
  const shown = (values: ErrorValues = {}) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, value instanceof Date ? dateTime(value) : value]),
    )
  // A schema's own sentence without a message of ours must not reach a person.
  const say = (error: FieldError) =>
    t(error.code in messages ? error.code : 'invalid_field', shown(error.values))
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
