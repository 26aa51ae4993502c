import { z } from 'zod'
import { auditActions } from '@/lib/audit/actions'
import { isDay } from '@/lib/keys/date-window'
import { auditKinds } from './kinds'

/** Whose acts, besides those of one member of staff by id. */
export const actorGroups = ['staff', 'customers', 'nobody', 'portal'] as const
export type ActorGroup = (typeof actorGroups)[number]

const id = z.uuid().toLowerCase()
const who = z.union([z.enum(actorGroups), id])
const what = z.enum([...auditKinds, ...auditActions])

/** The page's and the exports' query: what can't be read is left out rather than refused. */
export const auditQuerySchema = z.object({
  who: who.nullable().catch(null),
  what: what.nullable().catch(null),
  /** A customer. */
  whom: id.nullable().catch(null),
  /** What the act was done to. */
  object: id.nullable().catch(null),
  /** Days in the deployment's time zone, both inclusive. */
  from: z.string().refine(isDay).nullable().catch(null),
  to: z.string().refine(isDay).nullable().catch(null),
})
export type AuditQuery = z.output<typeof auditQuerySchema>

/** The page's place in the list. */
export const auditPageSchema = auditQuerySchema.extend({
  /** The id of the last event of the page before. */
  before: id.nullable().catch(null),
})
export type AuditPage = z.output<typeof auditPageSchema>

const blankOr = <S extends z.ZodType>(schema: S) =>
  z.union([
    z
      .string()
      .trim()
      .length(0)
      .transform(() => null),
    schema,
  ])
const day = blankOr(z.string().refine(isDay, 'day_malformed'))

/** The filter as it is typed: what can't be read is said. */
export const auditFilterSchema = z
  .object({
    who: blankOr(who),
    what: blankOr(what),
    whom: z.string().max(200, 'customer_unknown').trim(),
    object: z
      .string()
      .trim()
      .pipe(blankOr(z.uuid('object_malformed').toLowerCase())),
    from: day,
    to: day,
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], message: 'last_day_before_first' })

/** `run`: which verification is asked about; empty to begin one. */
export const verifyAuditSchema = z.object({ run: z.uuid().nullable().catch(null) })
