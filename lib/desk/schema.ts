import { z } from 'zod'
import { activityKinds } from '@/lib/audit/schema'

/** The lists of what needs somebody. */
export const attentionLists = ['locked', 'deliveries', 'certificates', 'keys'] as const
export type AttentionName = (typeof attentionLists)[number]

const cursor = z.uuid().nullable().catch(null)

/** The desk's query: what can't be read is left out rather than refused. */
export const deskQuerySchema = z.object({
  search: z.string().nullable().catch(null),
  list: z.enum(attentionLists).nullable().catch(null),
  /** The cursor of the last row of the page before. */
  after: z
    .string()
    .regex(/^(codes\.)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    .nullable()
    .catch(null),
})

/** What was typed into the search box. How long it may be is the search's to say. */
export const searchSchema = z.object({ search: z.string() })

/** What a customer's timeline can be narrowed to. */
export const timelineKinds = [...activityKinds, 'staff'] as const

export const timelineQuerySchema = z.object({
  kind: z.enum(timelineKinds).nullable().catch(null),
  /** The id of the last event of the page before. */
  before: cursor,
})
export type TimelineQuery = z.output<typeof timelineQuerySchema>

/** The query of a customer's keys, certificates, sessions and messages. */
export const partQuerySchema = z.object({
  /** The id of the last row of the page before. */
  before: cursor,
  /** The id of the row to begin with: a link to one thing. */
  at: cursor,
})
export type PartQuery = z.output<typeof partQuerySchema>
