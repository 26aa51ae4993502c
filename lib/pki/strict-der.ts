/**
 * A reader that knows only DER (X.690 chapters 10 and 11): whatever it accepts, encoding it again gives the same
 * bytes. ASN.1 libraries read BER and keep the odd lengths they found, so re-encoding through them proves nothing.
 */
export type DerNode = {
  /** The identifier octet. */
  tag: number
  /** The whole element, header included. */
  bytes: Uint8Array
  content: Uint8Array
  children: DerNode[]
}

export class DerError extends Error {
  constructor(readonly rule: 'not_der' | 'trailing_bytes') {
    super(rule)
    this.name = 'DerError'
  }
}

export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
} as const

const deepest = 24

/** Reads one element that fills `bytes` exactly. @throws DerError */
export function readDer(bytes: Uint8Array): DerNode {
  const node = readElement(bytes, 0)
  if (node.bytes.length !== bytes.length) throw new DerError('trailing_bytes')
  return node
}

function readElement(bytes: Uint8Array, depth: number): DerNode {
  const tag = bytes[0]
  // No type of ours has a tag of more than one octet; nor is anything nested without end.
  if (tag === undefined || (tag & 0x1f) === 0x1f || depth > deepest) throw new DerError('not_der')
  const { length, headerLength } = readLength(bytes)
  const end = headerLength + length
  if (end > bytes.length) throw new DerError('not_der')
  const content = bytes.subarray(headerLength, end)
  const constructed = (tag & 0x20) !== 0
  if (tag < 0x40) checkUniversal(tag, content)
  const children = constructed ? readAll(content, depth + 1) : []
  if (tag === derTag.set && !isSorted(children)) throw new DerError('not_der')
  return { tag, bytes: bytes.subarray(0, end), content, children }
}

function readAll(bytes: Uint8Array, depth: number): DerNode[] {
  const nodes: DerNode[] = []
  for (let at = 0; at < bytes.length; ) {
    const node = readElement(bytes.subarray(at), depth)
    nodes.push(node)
    at += node.bytes.length
  }
  return nodes
}

/** Definite lengths only, in the fewest octets (X.690 10.1). */
function readLength(bytes: Uint8Array): { length: number; headerLength: number } {
  const first = bytes[1]
  if (first === undefined || first === 0x80 || first > 0x84) throw new DerError('not_der')
  if (first < 0x80) return { length: first, headerLength: 2 }
  const octets = bytes.subarray(2, 2 + (first & 0x7f))
  const length = octets.reduce((sum, octet) => sum * 256 + octet, 0)
  if (octets.length !== (first & 0x7f) || octets[0] === 0 || length < 0x80) throw new DerError('not_der')
  return { length, headerLength: 2 + octets.length }
}

/** Elements of a SET OF stand in ascending order of their encodings (X.690 11.6). */
export function isSorted(nodes: DerNode[]): boolean {
  return nodes.every((node, index) => {
    const previous = nodes[index - 1]
    return !previous || compareBytes(previous.bytes, node.bytes) <= 0
  })
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** The contents that DER allows a universal type to have. */
function checkUniversal(tag: number, content: Uint8Array): void {
  const first = content[0]
  const isOneOf: Record<number, () => boolean> = {
    [derTag.boolean]: () => content.length === 1 && (first === 0 || first === 0xff),
    [derTag.integer]: () => isShortestInteger(content),
    10: () => isShortestInteger(content),
    [derTag.bitString]: () =>
      first !== undefined &&
      first <= 7 &&
      (content.length > 1 || first === 0) &&
      ((content.at(-1) ?? 0) & ((1 << first) - 1)) === (content.length > 1 ? 0 : first),
    [derTag.octetString]: () => true,
    [derTag.null]: () => content.length === 0,
    [derTag.oid]: () => isOid(content),
    [derTag.utf8String]: () => isUtf8(content),
    [derTag.printableString]: () => content.every((byte) => printable.has(byte)),
    [derTag.teletexString]: () => true,
    [derTag.ia5String]: () => content.every((byte) => byte < 0x80),
    [derTag.bmpString]: () => content.length % 2 === 0,
    [derTag.sequence]: () => true,
    [derTag.set]: () => true,
  }
  if (!isOneOf[tag]?.()) throw new DerError('not_der')
}

function isShortestInteger(content: Uint8Array): boolean {
  const [first, second] = content
  if (first === undefined) return false
  if (second === undefined) return true
  return !((first === 0x00 && second < 0x80) || (first === 0xff && second >= 0x80))
}

/** Base-128 arcs in the fewest octets (X.690 8.19). */
function isOid(content: Uint8Array): boolean {
  const complete = ((content.at(-1) ?? 0x80) & 0x80) === 0
  return complete && content.every((byte, at) => byte !== 0x80 || (at > 0 && (content[at - 1] ?? 0) >= 0x80))
}

function isUtf8(content: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content)
    return true
  } catch {
    return false
  }
}

const printable = new Set(
  new TextEncoder().encode("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 '()+,-./:=?"),
)

/** An OBJECT IDENTIFIER's content in dotted decimals. */
export function oidOf(node: DerNode): string {
  const arcs: bigint[] = []
  let arc = 0n
  for (const byte of node.content) {
    arc = arc * 128n + BigInt(byte & 0x7f)
    if (byte & 0x80) continue
    arcs.push(arc)
    arc = 0n
  }
  const [first = 0n, ...rest] = arcs
  const root = first < 80n ? first / 40n : 2n
  return [root, first - root * 40n, ...rest].join('.')
}
