import { typedWords } from '@/lib/identity/name-words'
import { parseNationalId } from '@/lib/identity/national-id'
import type { Policy } from '@/lib/policies/schema'

/** What the desk can look for, in the order in which it shows what it found. */
export const searchKinds = [
  'national_id',
  'email',
  'phone',
  'key',
  'certificate',
  'fingerprint',
  'account',
  'test',
  'name',
] as const
export type SearchKind = (typeof searchKinds)[number]

/** What was typed, as each thing that it can be. Prefixes, where not said otherwise. */
export type Wanted = Partial<{
  /** Whole. */
  national_id: string
  email: string
  /** E.164, each a beginning that the number can have. */
  phone: string[]
  /** `end` comes from the short form that pages show: `sgk_7Qm4…k2Xa`. */
  key: { start: string; end: string }
  /** Hex, lower case. */
  certificate: string
  /** SHA-256 in hex, whole. */
  fingerprint: string
  /** Whole. */
  account: string
  /** Whole, as it is kept. */
  test: string
  /** Each the beginning of a word of the name. */
  name: string[]
}>

/** Why nothing was looked for. */
export type SearchHint = 'empty' | 'too_long' | 'too_short' | 'secret'

export type SearchReading = {
  /** Somebody's ID or contact, or a secret: must not stand in an address, where browsers and servers keep it. */
  private: boolean
  /** Looks like a national ID, but can't be one. */
  wrongId: boolean
} & ({ hint: SearchHint; wanted?: undefined } | { hint?: undefined; wanted: Wanted })

/** Longest text that is looked at: a fingerprint with its label, an e-mail address. */
export const longestSearch = 300
const fewestDigits = 4
const fewestHex = 6
const fewestKeySigns = 4
const bareKey = /^[1-9A-HJ-NP-Za-km-z]{6,}$/
/** What stands before the number where it was copied from: `serial=`, `sha256 Fingerprint=`. */
const copiedLabel = /^[a-z][a-z0-9 -]*=\s*/i
/** A letter or two and digits: somebody's ID, also when mistyped. Elsewhere in the text only in full. */
const idLike = /^[A-Z]{1,2}\d{6,}$|^[A-Z][A-D]\d{8}$/
const idWithin = /(?<![A-Z0-9])[A-Z][A-D1289]\d{8}(?![A-Z0-9])/

/** Reads what was typed into the one search box. */
export function readSearch(typed: string, identifier: Policy['identifier']): SearchReading {
  const text = typed
    .slice(0, longestSearch + 1)
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  if (typed.length > longestSearch || text.length > longestSearch) return refused('too_long')
  if (!text) return refused('empty')
  if (text.includes('sgs_')) return refused('secret')
  const compact = text.replace(/[\s-]/g, '')
  const id = idIn(text, compact, identifier)
  const wanted = compacted({
    national_id: id && parseNationalId(id, identifier),
    email: emailIn(text),
    phone: phonesIn(text),
    key: keyIn(text.replaceAll(' ', '')),
    ...hexIn(text.replace(copiedLabel, '')),
    account: /^[A-Z0-9]{16}$/i.test(compact) ? compact : null,
    test: testIn(compact),
    name: namesIn(text),
  })
  const wrongId = id !== null && !wanted.national_id
  if (Object.keys(wanted).length === 0 && !wrongId) return refused('too_short')
  return { private: id !== null || isContact(text, wanted), wrongId, wanted }
}

/** A phone number or an e-mail address, also the beginning of one. Names, keys and serial numbers are neither. */
function isContact(
  text: string,
  { phone, email, certificate, fingerprint, account, test, key }: Wanted,
): boolean {
  if (text.includes('@') || phone) return true
  if (!email || certificate || fingerprint || account || test) return false
  return !(key && text.startsWith('sgk_')) && !/^[\p{L}\p{M}'’-]+$/u.test(text)
}

function refused(hint: SearchHint): SearchReading {
  return { private: hint === 'secret', wrongId: false, hint }
}

function compacted(all: { [K in keyof Required<Wanted>]?: Wanted[K] | null | '' }): Wanted {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value)) as Wanted
}

function idIn(text: string, compact: string, identifier: Policy['identifier']): string | null {
  const upper = compact.toUpperCase()
  if (idLike.test(upper) || parseNationalId(upper, identifier)) return upper
  return idWithin.exec(text.toUpperCase())?.[0] ?? null
}

function emailIn(text: string): string | null {
  return /^[\x21-\x7e]{2,}$/.test(text) && text.split('@').length <= 2 ? text.toLowerCase() : null
}

/** `0912…` is a number at home, `+…` and `00…` one of any country; of other digits it isn't known. */
function phonesIn(text: string): string[] | null {
  const digits = text.replace(/[\s().-]/g, '').replace(/^00/, '+')
  if (!/^\+?\d{1,15}$/.test(digits) || digits.replace(/\D/g, '').length < fewestDigits) return null
  if (digits.startsWith('+')) return [digits.replace(/^\+8860/, '+886')]
  if (digits.startsWith('0')) return [`+886${digits.slice(1)}`]
  return [`+${digits}`, `+886${digits}`]
}

function keyIn(text: string): Wanted['key'] | null {
  const [, start = '', end = ''] =
    /^(sgk_[1-9A-HJ-NP-Za-km-z]*)(?:(?:…|\.{3})([1-9A-HJ-NP-Za-km-z]*))?$/.exec(text) ?? []
  if (start.length >= fewestKeySigns) return { start, end }
  return bareKey.test(text) ? { start: `sgk_${text}`, end: '' } : null
}

/** `TST-7K3M-9QXP`, however it was written down on the telephone. */
function testIn(compact: string): string | null {
  const [, first, second] = /^TST([A-Z2-9]{4})([A-Z2-9]{4})$/.exec(compact.toUpperCase()) ?? []
  return first ? `TST-${first}-${second}` : null
}

function hexIn(text: string): Pick<Wanted, 'certificate' | 'fingerprint'> {
  const hex = text.replace(/^0x|[\s:]/gi, '').toLowerCase()
  if (!/^[0-9a-f]+$/.test(hex)) return {}
  if (hex.length === 64) return { fingerprint: hex }
  return hex.length >= fewestHex && hex.length <= 40 ? { certificate: hex } : {}
}

/** One Latin letter begins too many names to be a search; one Chinese character is a family name. */
function namesIn(text: string): string[] | null {
  const words = typedWords(text)
  return words.length > 0 && !/^[\x21-\x7e]$/.test(words.join('')) ? words : null
}
