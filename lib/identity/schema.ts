import { z } from 'zod'

/** Longest login ID taken in, before it is looked at more closely. */
const idField = z.string().trim().min(1, 'field_required').max(64, 'id_malformed')
/** A password as typed for comparison: the rules for a new one are not for the present one. */
const typedPassword = z.string().min(1, 'field_required').max(1000, 'invalid_field')

export const signInSchema = z.object({
  nationalId: idField,
  password: typedPassword,
  /** Six digits that were sent, when the sign-in asks for them. */
  code: z.string().max(40, 'otp_malformed').optional(),
})
export type SignInInput = z.output<typeof signInSchema>

/** The sign-in page's one form: two buttons, and the way back. */
export const signInFormSchema = signInSchema.extend({
  intent: z.enum(['sign-in', 'send-code']).default('sign-in'),
  channel: z.enum(['sms', 'email']).default('sms'),
  next: z.string().optional(),
})

export type RequestSignInCodeInput = Pick<
  z.output<typeof signInFormSchema>,
  'nationalId' | 'password' | 'channel'
>

const newPassword = z.string().min(1, 'field_required').max(1000, 'invalid_field')
type TypedTwice = { newPassword: string; newPasswordAgain: string }
const same = (typed: TypedTwice) => typed.newPassword === typed.newPasswordAgain
const notSame = { path: ['newPasswordAgain'], error: 'password_mismatch' }

export const changePasswordSchema = z
  .object({ presentPassword: typedPassword, newPassword, newPasswordAgain: z.string() })
  .refine(same, notSame)
export type ChangePasswordInput = z.output<typeof changePasswordSchema>

/** What the page behind a one-time link asks for. */
export const activateSchema = z
  .object({
    token: z.string().max(200, 'invalid_field'),
    nationalId: idField,
    newPassword,
    newPasswordAgain: z.string(),
  })
  .refine(same, notSame)
export type ActivateInput = z.output<typeof activateSchema>

/** A customer that staff act on, and which revision of it they saw. */
export const seenCustomerSchema = z.object({
  customerId: z.uuid(),
  revision: z.coerce.number().int().min(1).max(2_147_483_647),
})
export const startActivationSchema = seenCustomerSchema.extend({ channel: z.enum(['sms', 'email']) })

/** A customer whose account staff help with, whatever its revision. */
export const customerIdSchema = z.object({ customerId: z.uuid('not_found') })
export const sessionIdSchema = z.object({ id: z.uuid('not_found') })

export const endSessionsSchema = z.object({
  /** One of the customer's sessions, or all but the present one. */
  session: z.union([z.literal('others'), z.uuid()]),
})
