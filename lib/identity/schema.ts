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

export const changePasswordSchema = z
  .object({
    presentPassword: typedPassword,
    newPassword: z.string().min(1, 'field_required').max(1000, 'invalid_field'),
    newPasswordAgain: z.string(),
  })
  .refine(({ newPassword, newPasswordAgain }) => newPassword === newPasswordAgain, {
    path: ['newPasswordAgain'],
    error: 'password_mismatch',
  })
export type ChangePasswordInput = z.output<typeof changePasswordSchema>

export const endSessionsSchema = z.object({
  /** One of the customer's sessions, or all but the present one. */
  session: z.union([z.literal('others'), z.uuid()]),
})
