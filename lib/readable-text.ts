import { z } from 'zod'

/** What takes no ink: zero-width signs, fillers that count as letters, marks of direction, the blank Braille cell. */
const invisible = /[\p{Default_Ignorable_Code_Point}\u2800]/gu
/** The same, but for what shapes the letters beside it, and what turns text around: that is refused, not dropped. */
const fillers =
  /(?![\u200c-\u200f\u202a-\u202e\u2066-\u2069\p{Variation_Selector}])\p{Default_Ignorable_Code_Point}/gu
/** Controls, line separators, and the marks that turn text around. */
const control = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

const nameMaxLength = 100

/** A text without what nobody sees. */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '')
}

/** Whether there is a letter or a digit to read. */
export function isReadable(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(withoutInvisible(text))
}

/** A person's name as it is stored. Every message is a code with a sentence at `errors.<code>`. */
export function personName(required: string) {
  return z
    .string('field_missing')
    .transform((text) => text.normalize('NFC').replace(fillers, '').trim())
    .refine(isReadable, required)
    .refine((text) => [...text].length <= nameMaxLength, {
      error: 'name_too_long',
      params: { max: nameMaxLength },
    })
    .refine((text) => !control.test(text), 'name_control')
}
