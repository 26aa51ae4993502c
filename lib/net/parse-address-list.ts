import { bitsOf, formatNetwork, type Network, networkContains, parseNetwork } from './parse-network'

type AddressWarning = 'everything' | 'private'
type AddressErrorCode =
  | 'address_malformed'
  | 'address_leading_zero'
  | 'address_hexadecimal'
  | 'address_incomplete'
  | 'address_zone'
  | 'address_prefix'
  | 'address_host_bits'
  | 'address_duplicate'

/** One entry of a list as somebody typed it: what it means, or what is wrong with it. */
export type AddressEntry =
  | { text: string; network: Network; canonical: string; warning?: AddressWarning; error?: undefined }
  | { text: string; error: AddressErrorCode; suggestion?: string; canonical?: undefined }

/** The pieces between commas, full-width and ideographic too, semicolons, spaces and new lines. */
export function splitAddressList(text: string): string[] {
  return text.split(/[\s,;，、；\u200b\ufeff]+/).filter(Boolean)
}

/** Reads a pasted list, entry by entry, in its order; an entry that repeats an earlier one is an error. */
export function parseAddressList(text: string): AddressEntry[] {
  const seen = new Set<string>()
  return splitAddressList(text).map((piece) => {
    const entry = parseAddressEntry(piece)
    if (entry.error) return entry
    if (seen.has(entry.canonical)) return { text: piece, error: 'address_duplicate' }
    seen.add(entry.canonical)
    return entry
  })
}

/** Reads one piece of a list. */
export function parseAddressEntry(text: string): AddressEntry {
  const parsed = parseNetwork(text)
  if (!('problem' in parsed)) {
    const warning = warningOf(parsed)
    return { text, network: parsed, canonical: formatNetwork(parsed), ...(warning && { warning }) }
  }
  if (parsed.problem === 'prefix') return { text, error: 'address_prefix' }
  if (parsed.mended) return { text, error: 'address_host_bits', suggestion: parsed.mended }
  return { text, ...whatIsWrong(text) }
}

/** Names what a lenient parser would have let through. */
function whatIsWrong(text: string): { error: AddressErrorCode; suggestion?: string } {
  const address = text.replace(/\/\d*$/, '')
  if (/%/.test(address)) return { error: 'address_zone' }
  if (/^0x|\.0x/i.test(address)) return { error: 'address_hexadecimal' }
  if (/^\d+(\.\d+){3}$/.test(address) && /(^|\.)0\d/.test(address)) return { error: 'address_leading_zero' }
  if (/^\d+(\.\d+){0,2}\.?$/.test(address)) return { error: 'address_incomplete' }
  return { error: 'address_malformed' }
}

/** Ranges that never arrive over the public internet (RFC 6890 and what it lists). */
const notPublic = (
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 224.0.0.0/3 ' +
  '::/127 fc00::/7 fe80::/10 ff00::/8'
)
  .split(' ')
  .map(parseNetwork)
  .filter((network) => 'prefix' in network)

function warningOf(network: Network): AddressWarning | undefined {
  // Half of all addresses is no control either.
  if (network.prefix <= 1) return 'everything'
  return notPublic.some((range) => networkContains(range, network)) ? 'private' : undefined
}

/** How many addresses an IPv4 network has; undefined for IPv6, where the prefix says more. */
export function addressCount({ family, prefix }: Network): number | undefined {
  return family === 4 ? 2 ** (bitsOf[4] - prefix) : undefined
}
