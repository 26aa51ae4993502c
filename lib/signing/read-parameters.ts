import { SigningRefusal } from './refusal'

/** One `name=value` of a query or form, both as sent. */
export type Parameter = { name: string; value: string }

const maxParameters = 1_000

/**
 * Splits a query, or a form as Latin-1. Every part must be a name, one `=` and a value. Where query and body are
 * signed without a separator that keeps others from moving the boundary: a part cut in two, or two joined, is none.
 * @throws SigningRefusal
 */
export function readParameters(text: string): Parameter[] {
  if (text === '') return []
  const parts = text.split('&', maxParameters + 1)
  if (parts.length > maxParameters || /%(?![0-9A-Fa-f]{2})/.test(text))
    throw new SigningRefusal('parameter_malformed')
  return parts.map((part) => {
    const at = part.indexOf('=')
    if (at < 1 || part.indexOf('=', at + 1) >= 0) throw new SigningRefusal('parameter_malformed')
    return { name: part.slice(0, at), value: part.slice(at + 1) }
  })
}

/** A name or value as whoever receives the form reads it, byte by byte. */
export function decodeComponent(text: string): string {
  const bytes = text.replaceAll('+', ' ')
  return bytes.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
