import { z } from 'zod'
import { staffRoles } from '@/lib/access/staff-roles'
import { locales } from '@/lib/i18n/locales'
import { personName } from '@/lib/readable-text'

// Every message is a code with a sentence at `errors.<code>`; `params` fill it.

const typedPassword = z.string().min(1, 'field_required').max(1000, 'invalid_field')
const newPassword = z.string().min(1, 'field_required').max(1000, 'invalid_field')
/** Six digits, or a recovery code where one will do. */
const typedCode = z.string().max(100, 'staff_code_malformed')

/** An e-mail address as it is stored and looked for. */
const email = z
  .string()
  .max(320, 'email_malformed')
  .transform((text) => text.normalize('NFKC').trim().toLowerCase())

const same = (typed: { newPassword: string; newPasswordAgain: string }) =>
  typed.newPassword === typed.newPasswordAgain
const notSame = { path: ['newPasswordAgain'], error: 'password_mismatch' }

/** What is asked of a new member of staff. Gives the values as they are stored. */
export const staffFields = z.object({
  email: email.pipe(z.email('email_malformed').max(254, 'email_malformed')),
  name: personName('staff_name_required'),
  role: z.enum(staffRoles, 'role_unknown'),
  locale: z.enum(locales, 'field_required'),
})
export type StaffFields = z.output<typeof staffFields>

export const staffSignInSchema = z.object({
  // Controls are in nobody's; the database takes not all of them.
  email: email.pipe(
    z
      .string()
      .min(1, 'field_required')
      .regex(/^\P{Cc}*$/u, 'email_malformed'),
  ),
  password: typedPassword,
  /** Empty where no authenticator is set up yet. */
  code: typedCode.optional().default(''),
  next: z.string().optional(),
})
export type StaffSignInInput = Omit<z.output<typeof staffSignInSchema>, 'next'>

export const authenticatorCodeSchema = z.object({ code: typedCode.min(1, 'field_required') })

export const activateStaffSchema = z
  .object({ token: z.string().max(200, 'invalid_field'), newPassword, newPasswordAgain: z.string() })
  .refine(same, notSame)

export const changeStaffPasswordSchema = z
  .object({ presentPassword: typedPassword, newPassword, newPasswordAgain: z.string() })
  .refine(same, notSame)

/** Which colleague, and which revision of them was seen. */
export const memberSchema = z.object({ staffId: z.uuid(), revision: z.coerce.number().int().positive() })

export const changeRoleSchema = memberSchema.extend({ role: z.enum(staffRoles, 'role_unknown') })

export const listStaffSchema = z.object({ after: z.uuid().nullable().catch(null) })

export const endStaffSessionSchema = z.object({ session: z.uuid() })
