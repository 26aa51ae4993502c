import { readNetworks } from './addresses-cover'
import { parseAddress } from './parse-address'
import { bitsOf, networkContains } from './parse-network'

/**
 * Whether a client's address is in a list. An address or entry that can't be read matches nothing, and an
 * empty list lets nobody in: "anywhere" is never a list.
 */
export function addressMatches(address: string, list: readonly string[]): boolean {
  const parsed = parseAddress(address)
  if (!parsed) return false
  const one = { ...parsed, prefix: bitsOf[parsed.family] }
  return readNetworks(list).some((network) => networkContains(network, one))
}
