import { z } from 'zod'
import { parseAddressList } from '@/lib/net/parse-address-list'
import { withoutInvisible } from '@/lib/readable-text'
import { keyDialects, keyKinds, kindsOf, takesPassphrase } from '@/lib/signing/dialects'
import { isPassphrase } from '@/lib/signing/is-passphrase'
import { readEd25519Key } from '@/lib/signing/read-ed25519-key'
import { isDay } from './date-window'

// Every message is a code with a sentence at `errors.<code>`; `params` fill it.

const nameMaxLength = 64

const name = z
  .string('field_missing')
  .transform((text) => text.normalize('NFC').trim())
  .pipe(
    z
      .string()
      // Something to see: zero-width signs and fillers alone are as good as nothing.
      .refine((text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(withoutInvisible(text)), 'key_name_blank')
      .refine((text) => [...text].length <= nameMaxLength, {
        message: 'key_name_too_long',
        params: { max: nameMaxLength },
      })
      // Controls, line separators, and the marks that turn text around.
      .refine((text) => !/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text), {
        message: 'key_name_control',
      }),
  )

const permissions = z
  .array(z.string(), 'permission_required')
  .min(1, 'permission_required')
  .transform((ids) => [...new Set(ids)].sort())

/**
 * The list as canonical entries. Only a field that is there and truly empty means "anywhere": a request
 * without it, and text that holds no entry, are errors.
 */
const addresses = z.string('field_missing').transform((text, ctx): string[] => {
  if (text === '') return []
  const entries = parseAddressList(text)
  const refuse = (message: string, params: Record<string, string> = {}) => {
    ctx.addIssue({ code: 'custom', message, params })
    return z.NEVER
  }
  if (entries.length === 0) return refuse('addresses_empty')
  for (const entry of entries) {
    if (entry.error) return refuse(entry.error, { text: entry.text, suggestion: entry.suggestion ?? '' })
  }
  return entries.map((entry) => entry.canonical ?? '')
})

/** Only a field that is there and truly empty means "no such day". */
const day = z.string('field_missing').transform((text, ctx): string | null => {
  if (text === '') return null
  if (isDay(text.trim())) return text.trim()
  ctx.addIssue({ code: 'custom', message: 'day_malformed' })
  return z.NEVER
})

/** SubjectPublicKeyInfo in base64. */
function readPublicKey(text: string, ctx: z.RefinementCtx): string {
  const read = readEd25519Key(text)
  if ('spki' in read) return read.spki
  ctx.addIssue({ code: 'custom', message: read.problem, path: ['publicKey'] })
  return z.NEVER
}

const keyFields = { name, permissions, addresses, firstDay: day, lastDay: day }

type WithDays = { firstDay: string | null; lastDay: string | null }
const daysInOrder = ({ firstDay, lastDay }: WithDays) => !firstDay || !lastDay || firstDay <= lastDay
const daysOutOfOrder = { message: 'last_day_before_first', path: ['lastDay'] }

/**
 * What a key's program proves it with. Fields that a choice has no use for are left out: they may hold what was
 * typed before another choice was made.
 */
const credentialFields = {
  dialect: z.enum(keyDialects, 'dialect_unknown').default('signet'),
  /** Blank is the kind that the dialect is used with first. */
  kind: z.enum(['', ...keyKinds], 'kind_unknown').default(''),
  passphrase: z.string('passphrase_malformed').default(''),
  publicKey: z.string('public_key_malformed').default(''),
}

export const createKeySchema = z
  .object({ ...keyFields, ...credentialFields })
  .refine(daysInOrder, daysOutOfOrder)
  .transform(({ passphrase, publicKey, ...input }, ctx) => {
    const kind = input.kind || kindsOf[input.dialect][0]
    const withPassphrase = takesPassphrase(input.dialect)
    if (withPassphrase && !isPassphrase(passphrase))
      ctx.addIssue({ code: 'custom', message: 'passphrase_malformed', path: ['passphrase'] })
    return {
      ...input,
      kind,
      passphrase: withPassphrase ? passphrase : null,
      publicKey: kind === 'ed25519' ? readPublicKey(publicKey, ctx) : null,
    }
  })
export type CreateKeyInput = z.output<typeof createKeySchema>

/** What can't be an id is one that nobody has, so that it is refused as not found rather than at a field. */
const id = z.uuid().toLowerCase().catch('00000000-0000-0000-0000-000000000000')
/** What can't be a revision is not the present one. */
const revision = z.coerce.number().int().catch(0)

export const updateKeySchema = z
  .object({
    ...keyFields,
    id,
    revision,
    /** Said by the customer when the last address goes, so that "anywhere" is never an accident. */
    confirmAnywhere: z
      .literal('yes')
      .optional()
      .transform((value) => value === 'yes'),
  })
  .refine(daysInOrder, daysOutOfOrder)
export type UpdateKeyInput = z.output<typeof updateKeySchema>

export const keyIdSchema = z.object({ id })
export type KeyIdInput = z.output<typeof keyIdSchema>

/** The owner needs no revision; staff say which one they saw. */
export const deactivateKeySchema = z.object({ id, revision: revision.optional() })
export type DeactivateKeyInput = { id: string; revision?: number | undefined }

export const activateKeySchema = z.object({ id, revision })
export type ActivateKeyInput = z.output<typeof activateKeySchema>

/** How many hours an old secret may go on beside the new one, at most. */
const maxOverlapHours = 24

export const rotateKeySchema = z.object({
  id,
  revision,
  overlapHours: z
    .string('overlap_malformed')
    .regex(/^\d{1,2}$/, 'overlap_malformed')
    .transform(Number)
    .refine((hours) => hours <= maxOverlapHours, 'overlap_malformed'),
  /** Of a key pair's key only: the new public key. */
  publicKey: z
    .string('public_key_malformed')
    .optional()
    .transform((text, ctx) => (text === undefined ? null : readPublicKey(text, ctx))),
})
export type RotateKeyInput = z.output<typeof rotateKeySchema>

export const deleteKeySchema = z.object({
  id,
  typedName: z.string('field_missing').transform((text) => text.normalize('NFC').trim()),
})
export type DeleteKeyInput = z.output<typeof deleteKeySchema>

/** The list page's query: what can't be read is left out rather than refused. */
export const listKeysSchema = z.object({
  search: z
    .string()
    .trim()
    .max(100)
    .regex(/^\P{Cc}*$/u)
    .catch(''),
  state: z.enum(['active', 'expiring', 'not_yet_valid', 'expired', 'inactive']).nullable().catch(null),
  /** The id of the last key of the page before. */
  after: z.uuid().nullable().catch(null),
})
export type ListKeysInput = z.output<typeof listKeysSchema>
