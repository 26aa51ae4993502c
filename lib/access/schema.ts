import { z } from 'zod'

/** Marks and spaces that can't be seen make no reason. */
const invisible = /[\p{Cf}\p{Cc}]/gu

/** Why a member of staff acts, and the number under which the customer's call is filed, if it has one. */
export const becauseSchema = z.object({
  reason: z
    .string()
    .max(2000, 'reason_too_long')
    .transform((text) => text.replace(/\s+/gu, ' ').replace(invisible, '').trim())
    .pipe(z.string().min(3, 'reason_required').max(500, 'reason_too_long')),
  ticket: z
    .string()
    .max(200, 'ticket_malformed')
    .transform((text) => text.normalize('NFKC').trim())
    .pipe(z.string().regex(/^$|^#?[A-Za-z0-9][A-Za-z0-9_/.-]{0,39}$/, 'ticket_malformed'))
    .transform((text) => text || null)
    .optional()
    .default(null),
})
