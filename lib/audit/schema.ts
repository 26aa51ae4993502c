import { z } from 'zod'

/** What the Activity page can be narrowed to. */
export const activityKinds = ['sign_in', 'certificates', 'keys', 'security'] as const
export type ActivityKind = (typeof activityKinds)[number]

/** The page's query: what can't be read is left out rather than refused. */
export const activityQuerySchema = z.object({
  kind: z.enum(activityKinds).nullable().catch(null),
  /** The id of the last event of the page before. */
  before: z.uuid().nullable().catch(null),
})
export type ActivityQuery = z.output<typeof activityQuerySchema>
