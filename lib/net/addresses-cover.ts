import { bitsOf, type Network, networkContains, parseNetwork } from './parse-network'

/** Stored lists are canonical: an entry that can't be read covers nothing. */
export function readNetworks(list: readonly string[]): Network[] {
  return list.map(parseNetwork).filter((network) => 'prefix' in network)
}

/**
 * Whether every address of `network` is in some network of the list, also when only several of them
 * together make it up (two /25 cover their /24).
 */
export function networksCover(list: readonly Network[], network: Network): boolean {
  if (list.some((outer) => networkContains(outer, network))) return true
  if (!list.some((inner) => inner.prefix > network.prefix && networkContains(network, inner))) return false
  const prefix = network.prefix + 1
  const half = 1n << BigInt(bitsOf[network.family] - prefix)
  return (
    networksCover(list, { ...network, prefix }) &&
    networksCover(list, { ...network, prefix, value: network.value + half })
  )
}

/** Whether a list lets in every IPv4 or every IPv6 address, and so controls nothing. */
export function coversEverything(list: readonly string[]): boolean {
  const networks = readNetworks(list)
  return ([4, 6] as const).some((family) => networksCover(networks, { family, value: 0n, prefix: 0 }))
}
