import { readNetworks } from './addresses-cover'
import { inNetworks } from './in-networks'

/**
 * Whether a client's address is in a list. An address or entry that can't be read matches nothing, and an
 * empty list lets nobody in: "anywhere" is never a list.
 */
export function addressMatches(address: string, list: readonly string[]): boolean {
  return inNetworks(address, readNetworks(list))
}
