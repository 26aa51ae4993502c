import { z } from 'zod'
import { isReadable, withoutInvisible } from '@/lib/readable-text'

/** Why a member of staff acts, and the number under which the customer's call is filed, if it has one. */
export const becauseSchema = z.object({
  reason: z
    .string()
    .max(2000, 'reason_too_long')
    .transform((text) =>
      withoutInvisible(text.replace(/\s+/gu, ' '))
        .replace(/[\p{Cf}\p{Cc}]/gu, '')
        .trim(),
    )
    .refine((text) => text.length >= 3 && isReadable(text), 'reason_required')
    .refine((text) => text.length <= 500, 'reason_too_long'),
  ticket: z
    .string()
    .max(200, 'ticket_malformed')
    .transform((text) => text.normalize('NFKC').trim())
    .pipe(z.string().regex(/^$|^#?[A-Za-z0-9][A-Za-z0-9_/.-]{0,39}$/, 'ticket_malformed'))
    .transform((text) => text || null)
    .optional()
    .default(null),
})
