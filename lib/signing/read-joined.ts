import { decodeComponent, type Parameter, readParameters } from './read-parameters'
import { SigningRefusal } from './refusal'
import type { RequestFacts } from './request'

const controls = ['signature', 'timestamp', 'recvWindow'] as const
type Controls = { [name in (typeof controls)[number]]?: string }

/** What `binance` and `mexc` share. */
export type Joined = Controls & {
  /** Query and body one behind the other, as sent, without the signature. Null when the body was not seen. */
  signedString: Buffer | null
}

/**
 * The parameters that control a request signed over query and body, wherever they stand, and what is signed.
 * The signature is the last parameter of its part: what stood behind it would be easily taken for unsigned.
 * @throws SigningRefusal
 */
export function readJoined({ query, body }: RequestFacts): Joined {
  // Latin-1 keeps every byte a character: a length in the text is one in the bytes.
  const form =
    body === null ? '' : Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1')
  const inQuery = readParameters(query)
  const inBody = readParameters(form)
  refuseInBoth(inQuery, inBody)
  const found: Controls = {}
  for (const part of [inQuery, inBody]) takeControls(part, found)
  if (body === null) return { ...found, signedString: null }
  const signedString = Buffer.from(withoutSignature(query) + withoutSignature(form), 'latin1')
  return { ...found, signedString }
}

function refuseInBoth(inQuery: Parameter[], inBody: Parameter[]): void {
  if (inQuery.length === 0 || inBody.length === 0) return
  const names = new Set(inQuery.map(({ name }) => decodeComponent(name)))
  // Which of the two counts, servers don't agree on.
  if (inBody.some(({ name }) => names.has(decodeComponent(name))))
    throw new SigningRefusal('parameter_in_query_and_body')
}

function takeControls(part: Parameter[], found: Controls): void {
  for (const [index, { name, value }] of part.entries()) {
    const control = controls.find((candidate) => candidate === decodeComponent(name))
    if (!control) continue
    // `%74imestamp` would be another parameter to whoever doesn't decode.
    if (control !== name) throw new SigningRefusal('parameter_malformed', control)
    if (found[control] !== undefined) throw new SigningRefusal('parameter_doubled', control)
    if (control === 'signature' && index !== part.length - 1) throw new SigningRefusal('signature_not_last')
    found[control] = value
  }
}

function withoutSignature(text: string): string {
  return text.replace(/(?:^|&)signature=[^&]*$/, '')
}

/** A parameter that must be there. It may be missing only while the body was not seen. @throws SigningRefusal */
export function required(joined: Joined, name: 'signature' | 'timestamp', form: RegExp): string | null {
  const value = joined[name]
  if (value === undefined && joined.signedString === null) return null
  if (value === undefined) throw new SigningRefusal('parameter_missing', name)
  if (!form.test(value)) throw new SigningRefusal(`${name}_malformed`)
  return value
}
