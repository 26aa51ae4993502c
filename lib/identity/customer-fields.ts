import 'server-only'
import { z } from 'zod'
import { locales } from '@/lib/i18n/locales'
import { policy } from '@/lib/policies/policy'
import { parseNationalId } from './national-id'
import { parseEmail } from './parse-email'
import { parsePhone } from './parse-phone'
import { seenCustomerSchema } from './schema'

// Every message is a code with a sentence at `errors.<code>`; `params` fill it.

const nameMaxLength = 100

const filled = z.string('field_missing').trim().min(1, 'field_required')

const name = filled
  .transform((text) => text.normalize('NFC'))
  .refine((text) => [...text].length <= nameMaxLength, {
    error: 'name_too_long',
    params: { max: nameMaxLength },
  })
  // Controls, line separators, and the marks that turn text around.
  .refine((text) => !/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text), {
    error: 'name_control',
  })
  // Something to see: zero-width signs and fillers alone are as good as nothing.
  .refine((text) => /[\p{L}\p{N}]/u.test(text), 'field_required')

/** Text that `parse` must find good; what it makes of it is kept. */
function parsed(parse: (text: string) => string | null, code: string, most: number) {
  return filled.max(most, code).transform((text, ctx): string => {
    const value = parse(text)
    if (value !== null) return value
    ctx.addIssue({ code: 'custom', message: code })
    return z.NEVER
  })
}

const contact = {
  email: parsed(parseEmail, 'email_malformed', 320),
  phone: parsed(parsePhone, 'phone_malformed', 64),
}

/** Where a customer is to be reached from now on. */
export const changeContactSchema = seenCustomerSchema.extend(contact)

/** What is asked of a new customer: by the form and by the import alike. Gives the values as they are stored. */
export const customerFields = z.object({
  ...contact,
  name,
  nationalId: parsed((text) => parseNationalId(text, policy().identifier), 'id_malformed', 64),
  locale: z.enum(locales, 'field_required'),
})
export type CustomerFields = z.output<typeof customerFields>

/** The same, and whether the link to choose a password is to be sent at once. */
export const addCustomerSchema = customerFields.extend({ send: z.enum(['sms', 'email', 'no']) })
