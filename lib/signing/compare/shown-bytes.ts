/** Signed bytes as people can read them, around one of them. */
export type ShownBytes = {
  before: string
  /** The character that the byte belongs to; '' where the bytes end before it, or none is marked. */
  marked: string
  after: string
  /** Whether more stands before or behind than is shown. */
  cut: { before: boolean; after: boolean }
}

const shownAround = 400

/**
 * The bytes as text, so that nothing in it is unseen: spaces, line breaks and control characters have signs, what is
 * no UTF-8 stands as `\xNN`, what takes no room by its number.
 * @param markAt the place of a byte; null marks none
 */
export function shownBytes(bytes: Uint8Array, markAt: number | null): ShownBytes {
  const characters = charactersOf(bytes)
  const marked = markAt === null ? -1 : characters.findIndex(({ end }) => end > markAt)
  const at = marked < 0 ? (markAt === null ? 0 : characters.length) : marked
  const from = Math.max(0, at - shownAround)
  const until = Math.min(characters.length, at + 2 * shownAround)
  const text = (one: number, other: number) =>
    characters
      .slice(one, other)
      .map(({ shown }) => shown)
      .join('')
  return {
    before: text(from, at),
    marked: marked < 0 ? '' : text(at, at + 1),
    after: marked < 0 ? text(at, until) : text(at + 1, until),
    cut: { before: from > 0, after: until < characters.length },
  }
}

type Character = { shown: string; end: number }

function charactersOf(bytes: Uint8Array): Character[] {
  const characters: Character[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = lengthAt(bytes, at)
    const piece = Buffer.from(bytes.subarray(at, at + length))
    at += length
    characters.push({ shown: shownCharacter(piece), end: at })
  }
  return characters
}

/** How many bytes the UTF-8 character there has (RFC 3629 section 3); 1 for what begins none. */
function lengthAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0
  const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1
  const piece = Buffer.from(bytes.subarray(at, at + length))
  return Buffer.from(piece.toString('utf8')).equals(piece) ? length : 1
}

function shownCharacter(piece: Buffer): string {
  const text = piece.toString('utf8')
  if (!Buffer.from(text).equals(piece)) return `\\x${piece.toString('hex').toUpperCase()}`
  if (text === '\n') return '⏎\n'
  if (text === ' ') return '␣'
  const code = text.codePointAt(0) ?? 0
  // Unicode has a picture for each control character.
  if (code < 0x20) return String.fromCodePoint(0x2400 + code)
  if (code === 0x7f) return '␡'
  if (/[\p{C}\p{Z}\p{M}\u115f\u1160\u3164\uffa0]/u.test(text))
    return `{U+${code.toString(16).toUpperCase().padStart(4, '0')}}`
  return text
}
