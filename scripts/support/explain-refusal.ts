import { z } from 'zod'
import type { AppError, ErrorValues, FieldError } from '@/lib/errors'
import { messagesOf } from '@/lib/i18n/messages'
import { translator } from '@/lib/i18n/translator'
import { StartError } from '@/lib/start-error'

/**
 * What a schema or the domain refused, in the words that a form would use, at the option that it is about.
 * @param options the names of options where they are not those of the fields
 */
export function explainRefusal(
  error: AppError | z.ZodError,
  options: Record<string, string> = {},
): StartError {
  const t = translator('en', messagesOf('en', 'errors'))
  const fields = error instanceof z.ZodError ? fieldsOf(error) : error.fields
  const lines = Object.entries(fields).map(
    ([name, { code, values }]) => `--${options[name] ?? name}: ${t(code, values)}`,
  )
  if (lines.length > 0 || error instanceof z.ZodError) return new StartError(lines.join('\n'))
  return new StartError(t(error.code, error.values))
}

function fieldsOf(error: z.ZodError): Record<string, FieldError> {
  const fields: Record<string, FieldError> = {}
  for (const issue of error.issues)
    fields[String(issue.path[0])] ??= {
      code: issue.message,
      values: 'params' in issue ? (issue.params as ErrorValues) : undefined,
    }
  return fields
}
