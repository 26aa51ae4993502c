import { formatAddress } from './format-address'
import { parseAddress } from './parse-address'

/**
 * The client's address behind a known number of trusted proxies: counted from the right of
 * `X-Forwarded-For`, whose left part anybody can write. IPv4-mapped IPv6 comes back as IPv4.
 * What can't be read where the client should stand gives the socket's peer: never something further left.
 * @param peer address of the socket's other end
 * @param forwardedFor the header as it came, several of them joined by commas, or null
 * @param trustedHops how many proxies stand in front, each of which appends what it saw; 0 ignores the header
 * @returns '' when nothing can be read, which is in no list
 */
export function clientAddress(peer: string, forwardedFor: string | null, trustedHops: number): string {
  const forwarded = forwardedFor?.trim() ? forwardedFor.split(',') : []
  // With fewer entries than hops a proxy was passed by: its place is taken by what the next one saw.
  const hops = Math.min(trustedHops, forwarded.length)
  const candidate = hops > 0 ? forwarded.at(-hops) : peer
  return normalise(candidate ?? '') ?? normalise(peer) ?? ''
}

/** Some proxies write a port: `192.0.2.1:443`, `[2001:db8::1]:443`. */
function normalise(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
  const address = parseAddress(bare)
  return address ? formatAddress(address) : undefined
}
