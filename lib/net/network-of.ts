import { parseAddress } from './parse-address'
import { formatNetwork } from './parse-network'

const hostBits = 64n

/**
 * What counts as one place: an IPv4 address, or the /64 of an IPv6 one, in which a machine changes its address as it
 * likes (RFC 8981). Null for what is no address.
 */
export function networkOf(address: string): string | null {
  const parsed = parseAddress(address)
  if (!parsed) return null
  if (parsed.family === 4) return formatNetwork({ ...parsed, prefix: 32 })
  return formatNetwork({ family: 6, value: (parsed.value >> hostBits) << hostBits, prefix: 64 })
}
