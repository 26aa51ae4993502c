/** Something that must stand nowhere. */
export type Secret = {
  what: string
  text: string
  /** What the text stands for, where it is only a way to write it: a seed, a token. */
  bytes?: Uint8Array
}

/** Where somebody could read something, and all that stands there. */
export type Place = { name: string; text: string }

/** Where secrets stand in clear, in hex, in base64 or base64url, each as "what, written how: where". */
export function tracesOf(secrets: readonly Secret[], places: readonly Place[]): string[] {
  const patterns = secrets.flatMap(({ what, ...secret }) =>
    patternsOf(secret).map((pattern) => ({ what, ...pattern })),
  )
  return places.flatMap(({ name, text }) => {
    const folded = text.toLowerCase()
    return patterns
      .filter(({ anyCase, test }) => test(anyCase ? folded : text))
      .map(({ what, written }) => `${what}, ${written}: ${name}`)
  })
}

type Pattern = { written: string; anyCase: boolean; test: (text: string) => boolean }

function patternsOf({ text, bytes }: Omit<Secret, 'what'>): Pattern[] {
  return [
    { written: 'in clear', anyCase: true, test: inClear(text.toLowerCase()) },
    ...[Buffer.from(text), ...(bytes ? [Buffer.from(bytes)] : [])].flatMap((raw) => [
      has('in hex', raw.toString('hex'), true),
      ...base64sOf(raw).map((part) => has('in base64', part, false)),
    ]),
  ]
}

function has(written: string, part: string, anyCase: boolean): Pattern {
  return { written, anyCase, test: (text) => text.includes(part) }
}

/** Six digits occur within any longer number, colour or hash: there they are no code. */
function inClear(text: string): (place: string) => boolean {
  if (!/^\d+$/.test(text)) return (place) => place.includes(text)
  const alone = new RegExp(`(?<![\\da-z.#])${text}(?![\\da-z])`)
  return (place) => alone.test(place)
}

/** How base64 shows the bytes wherever they begin in what is encoded, in both alphabets. */
function base64sOf(raw: Buffer): string[] {
  const shifted = [0, 1, 2].map((before) => {
    const bits = (before + raw.length) * 8
    // The signs at both ends belong in part to what stands around.
    return Buffer.concat([Buffer.alloc(before), raw])
      .toString('base64')
      .slice(Math.ceil((before * 8) / 6), Math.floor(bits / 6))
  })
  return [...new Set(shifted.flatMap((part) => [part, part.replaceAll('+', '-').replaceAll('/', '_')]))]
}
