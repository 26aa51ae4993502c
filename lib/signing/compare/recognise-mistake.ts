import { createHash } from 'node:crypto'

type Texts = { built: string; signed: string }

/** For each mistake that is often made, whether it explains how what was signed came to differ. */
const mistakes = {
  nothing_signed: ({ signed }) => signed === '',
  /** `\n` as two characters, from a shell or a log. */
  escaped_line_feeds: ({ built, signed }) =>
    built.includes('\n') && signed.includes('\\n') && !signed.includes('\n'),
  /** What `echo` adds. */
  ends_in_line_feed: ({ built, signed }) => signed.replace(/\n+$/, '') === built,
  spaces_around: ({ built, signed }) => signed.trim() === built,
  in_quotes: ({ built, signed }) => signed.replace(/^(["'])(.*)\1$/s, '$2') === built,
  no_line_feeds: ({ built, signed }) => signed === built.replaceAll('\n', ''),
  line_feed_missing: ({ built, signed }) =>
    signed.replace(/\n{2,}/g, '\n') === built.replace(/\n{2,}/g, '\n'),
  signature_included: ({ built, signed }) => signed.replace(/(^|&)signature=[^&]*/, '') === built,
  other_order: ({ built, signed }) => sorted(signed) === sorted(built),
  query_decoded: ({ built, signed }) => decoded(built) === signed,
  query_escaped: ({ built, signed }) => decoded(signed) === built,
  hash_missing: ({ built, signed }) => withoutHash(built) === signed,
  hash_of_nothing: ({ built, signed }) =>
    withoutHash(built) === withoutHash(signed) &&
    emptyHashes.some((hash) => signed.toLowerCase().includes(hash)),
  other_case: ({ built, signed }) => signed.toLowerCase() === built.toLowerCase(),
  time_in_other_unit: ({ built, signed }) => withTime(built) === withTime(signed),
  hash_of_other_body: ({ built, signed }) => withoutHash(built) === withoutHash(signed),
} as const satisfies Record<string, (texts: Texts) => boolean>

export type Mistake = keyof typeof mistakes
const mistakeNames = Object.keys(mistakes) as Mistake[]

/** The mistake that explains the whole of the difference; null when none of the known ones does. */
export function recogniseMistake(built: Uint8Array, signed: Uint8Array): Mistake | null {
  const texts = { built: Buffer.from(built).toString('utf8'), signed: Buffer.from(signed).toString('utf8') }
  return mistakeNames.find((name) => mistakes[name](texts)) ?? null
}

const emptyHashes = ['sha256', 'sha512'].map((name) => createHash(name).digest('hex'))

const withoutHash = (text: string) => text.replace(/\b([0-9a-f]{128}|[0-9a-f]{64})\b/i, '')

/** Seconds, milliseconds and microseconds of one instant look the same. */
const withTime = (text: string) => text.replace(/\b(\d{10})(\d{3}){0,2}\b/g, '$1')

const sorted = (text: string) => text.split('&').sort().join('&')

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    return null
  }
}
