import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * The client's address behind a known number of trusted proxies: counted from the right of
 * `X-Forwarded-For`, whose left part anybody can write. IPv4-mapped IPv6 comes back as IPv4.
 * @param peer address of the socket's other end
 * @param forwardedFor the header as it came, or null
 * @param trustedHops how many proxies stand in front; 0 ignores the header
 */
export function clientAddress(peer: string, forwardedFor: string | null, trustedHops: number): string {
  const chain = [...(forwardedFor ?? '').split(',').map((part) => part.trim()), peer]
  const candidate = chain[Math.max(0, chain.length - 1 - trustedHops)] ?? ''
  return normalise(candidate) ?? normalise(peer) ?? ''
}

function normalise(address: string): string | undefined {
  if (isIP(address) === 0 || address.includes('%')) return undefined
  return ipaddr.process(address).toString()
}
