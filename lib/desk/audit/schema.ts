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

const day = z.string().refine(isDay, 'day_malformed')
const inOrder = ({ from, to }: { from: string | null; to: string | null }) => !from || !to || from <= to
const notInOrder = { path: ['to'], message: 'last_day_before_first' }

/** Left out or empty is not asked for; what can't be read is refused, never left out: that would show everything. */
const asked = <S extends z.ZodType>(schema: S) =>
  z
    .union([z.literal('').transform(() => null), schema])
    .nullish()
    .transform((value) => value ?? null)

const auditFields = {
  who: asked(who),
  what: asked(what),
  /** A customer. */
  whom: asked(id),
  /** What the act was done to. */
  object: asked(id),
  /** Days in the deployment's time zone, both inclusive. */
  from: asked(day),
  to: asked(day),
}

/** The exports' query: a filter whose name is misspelt narrows nothing, so it is refused as well. */
export const auditQuerySchema = z.strictObject(auditFields).refine(inOrder, notInOrder)
export type AuditQuery = z.output<typeof auditQuerySchema>

/** The page's query: with its place in the list. */
export const auditPageSchema = z
  .object({
    ...auditFields,
    /** The id of the last event of the page before. */
    before: id.nullable().catch(null),
  })
  .refine(inOrder, notInOrder)
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
    from: blankOr(day),
    to: blankOr(day),
  })
  .refine(inOrder, notInOrder)

/** `run`: which verification is asked about; empty to begin one. */
export const verifyAuditSchema = z.object({ run: z.uuid().nullable().catch(null) })
