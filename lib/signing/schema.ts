import { z } from 'zod'
import { holdsSecret } from './compare/holds-secret'

/**
 * Something that was pasted, of whatever length a request may have. A secret among it is refused, and nothing of it
 * is kept or said again.
 */
const pasted = (max: number) =>
  z
    .string()
    .catch('')
    // Forms send line breaks in two bytes, whatever was pasted.
    .transform((text) => text.replaceAll('\r\n', '\n'))
    .pipe(
      z
        .string()
        .refine((text) => text.length <= max, { message: 'too_long', params: { max } })
        .refine((text) => !holdsSecret(text), 'secret_pasted'),
    )

/** What blank space around it can't be part of. */
const pastedWord = (max: number) => pasted(max).transform((text) => text.trim())

/** A request as its sender describes it, with what was signed. */
export const compareSignedSchema = z.object({
  id: z.uuid().toLowerCase().catch('00000000-0000-0000-0000-000000000000'),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).catch('GET'),
  target: pastedWord(20_000),
  body: pasted(100_000),
  timestamp: pastedWord(100),
  window: pastedWord(100),
  signed: pasted(120_000),
  signature: pastedWord(1_000),
})
export type CompareSignedInput = z.output<typeof compareSignedSchema>
