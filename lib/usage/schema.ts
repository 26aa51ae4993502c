import { z } from 'zod'

/** Over how long the use of a key is shown: in hours for a day, else in days. */
export const usagePeriods = ['24h', '7d', '30d', '90d'] as const
export type UsagePeriod = (typeof usagePeriods)[number]

/** The query of a key's page: what can't be read is left out rather than refused. */
export const usageQuerySchema = z.object({
  period: z.enum(usagePeriods).catch('7d'),
  /** The id of the last refusal of the page before. */
  before: z.uuid().nullable().catch(null),
})
export type UsageQuery = z.output<typeof usageQuerySchema>
