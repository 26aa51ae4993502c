import { parseAddress } from './parse-address'
import { bitsOf, type Network, networkContains } from './parse-network'

/** Whether an address is in one of the networks. One that can't be read is in none, and no networks hold nobody. */
export function inNetworks(address: string, networks: readonly Network[]): boolean {
  const parsed = parseAddress(address)
  if (!parsed) return false
  const one = { ...parsed, prefix: bitsOf[parsed.family] }
  return networks.some((network) => networkContains(network, one))
}
