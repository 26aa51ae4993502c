import 'server-only'
import { z } from 'zod'
import { locales } from '@/lib/i18n/locales'
import { policy } from '@/lib/policies/policy'
import { personName } from '@/lib/readable-text'
import { parseNationalId } from './national-id'
import { parseEmail } from './parse-email'
import { parsePhone } from './parse-phone'
import { seenCustomerSchema } from './schema'

// Every message is a code with a sentence at `errors.<code>`; `params` fill it.

const filled = z.string('field_missing').trim().min(1, 'field_required')

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
  name: personName('field_required'),
  nationalId: parsed((text) => parseNationalId(text, policy().identifier), 'id_malformed', 64),
  locale: z.enum(locales, 'field_required'),
})
export type CustomerFields = z.output<typeof customerFields>

/** The same, and whether the link to choose a password is to be sent at once. */
export const addCustomerSchema = customerFields.extend({ send: z.enum(['sms', 'email', 'no']) })
