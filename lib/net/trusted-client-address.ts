import { formatAddress } from './format-address'
import { inNetworks } from './in-networks'
import { parseAddress } from './parse-address'
import type { Network } from './parse-network'

/**
 * The client's address behind proxies that are known by their own: `X-Forwarded-For` is followed from the right for as
 * long as whoever wrote an entry is trusted, and no further. What can't be read there is nobody: the header of a
 * trusted proxy that makes no sense must not turn its clients into the proxy itself.
 * @param peer address of the socket's other end
 * @param forwardedFor the header as it came, several of them joined by commas; null when there is none
 * @returns '' when it can't be told, which is in no list
 */
export function trustedClientAddress(
  peer: string,
  forwardedFor: string | null,
  trusted: readonly Network[],
): string {
  let address = readForwarded(peer)
  const entries = forwardedFor?.trim() ? forwardedFor.split(',') : []
  while (address !== '' && entries.length > 0 && inNetworks(address, trusted))
    address = readForwarded(entries.pop() ?? '')
  return address
}

/** One entry of such a header. Some proxies write a port: `192.0.2.1:443`, `[2001:db8::1]:443`. '' for what is none. */
export function readForwarded(text: string): string {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](:\d{1,5})?$/, '$1')
    .replace(/^([\d.]+):\d{1,5}$/, '$1')
  const address = parseAddress(bare)
  return address ? formatAddress(address) : ''
}
