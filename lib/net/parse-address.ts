/** An IP address as a number. IPv4-mapped IPv6 is IPv4. */
export type Address = { family: 4 | 6; value: bigint }

/** `::ffff:0:0/96`, RFC 4291 2.5.5.2. */
const mappedPrefix = 0xffffn

/**
 * Reads one address in its full form and nothing else: four decimal parts without leading zeros, or
 * RFC 4291 2.2 text. `010.0.0.1`, `0x7f.0.0.1`, `127.1` and zones, which other parsers read in ways that
 * differ from each other, are null: an allowlist must mean the same to everybody.
 */
export function parseAddress(text: string): Address | null {
  const v4 = readV4(text)
  if (v4 !== null) return { family: 4, value: v4 }
  const v6 = readV6(text)
  if (v6 === null) return null
  return v6 >> 32n === mappedPrefix ? { family: 4, value: v6 & 0xffff_ffffn } : { family: 6, value: v6 }
}

function readV4(text: string): bigint | null {
  const parts = text.split('.')
  if (parts.length !== 4) return null
  let value = 0
  for (const part of parts) {
    if (!/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return null
    value = value * 256 + Number(part)
  }
  return BigInt(value)
}

/** The 128 bits, also of an IPv4-mapped address. */
export function readV6(text: string): bigint | null {
  const halves = text.split('::')
  if (halves.length > 2 || !text.includes(':')) return null
  const [head = '', tail] = halves
  const left = readGroups(head, tail === undefined)
  const right = readGroups(tail ?? '', true)
  if (!left || !right) return null
  const missing = 8 - left.length - right.length
  // `::` stands for at least one group.
  if (tail === undefined ? missing !== 0 : missing < 1) return null
  const groups = [...left, ...Array<number>(missing).fill(0), ...right]
  return groups.reduce((value, group) => (value << 16n) | BigInt(group), 0n)
}

function readGroups(text: string, last: boolean): number[] | null {
  if (text === '') return []
  const groups: number[] = []
  const parts = text.split(':')
  for (const [index, part] of parts.entries()) {
    const v4 = last && index === parts.length - 1 && part.includes('.') ? readV4(part) : null
    if (v4 !== null) groups.push(Number(v4 >> 16n), Number(v4 & 0xffffn))
    else if (/^[\da-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16))
    else return null
  }
  return groups
}
