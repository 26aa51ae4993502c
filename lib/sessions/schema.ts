import { z } from 'zod'

/** The body of a login without a key. */
export const passwordLoginSchema = z.strictObject({
  id: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(1000),
})
export type PasswordLoginInput = z.output<typeof passwordLoginSchema>

/** An API session that its holder or staff end. */
export const apiSessionIdSchema = z.object({ id: z.uuid('not_found') })
