import { z } from 'zod'

/** A message in the outbox. */
export const noticeIdSchema = z.object({ id: z.uuid('not_found') })
