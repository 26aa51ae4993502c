import { formatAddress } from './format-address'
import { type Address, parseAddress, readV6 } from './parse-address'

/** Every address that shares its first `prefix` bits with `value`, whose other bits are zero. */
export type Network = Address & { prefix: number }

export const bitsOf = { 4: 32, 6: 128 } as const

/**
 * Reads an address (a network of one) or CIDR notation. An IPv4-mapped network of /96 or longer is IPv4.
 * @returns the network, its text when bits outside the mask were set (`hostBits`), or what is wrong
 */
export function parseNetwork(
  text: string,
): Network | { problem: 'address' | 'prefix' | 'host_bits'; mended?: string } {
  const [addressText = '', prefixText, ...rest] = text.split('/')
  const address = parseAddress(addressText)
  if (!address || rest.length > 0) return { problem: 'address' }
  const bits = bitsOf[address.family]
  if (prefixText === undefined) return { ...address, prefix: bits }
  if (!/^(0|[1-9]\d{0,2})$/.test(prefixText)) return { problem: 'prefix' }
  const written = Number(prefixText)
  const mapped = address.family === 4 && addressText.includes(':')
  if (mapped && written < 96) return unmappedNetwork(addressText, written)
  const prefix = mapped ? written - 96 : written
  if (prefix > bits) return { problem: 'prefix' }
  return maskedOrProblem(address, prefix)
}

/** A prefix that reaches past the mapped range is an IPv6 network. */
function unmappedNetwork(addressText: string, prefix: number) {
  return maskedOrProblem({ family: 6, value: readV6(addressText) ?? 0n }, prefix)
}

function maskedOrProblem(address: Address, prefix: number) {
  const rest = BigInt(bitsOf[address.family] - prefix)
  const network: Network = { family: address.family, value: (address.value >> rest) << rest, prefix }
  if (network.value === address.value) return network
  return { problem: 'host_bits' as const, mended: formatNetwork(network) }
}

/** `10.0.0.0/8`; a network of one address is written without its prefix. */
export function formatNetwork(network: Network): string {
  const address = formatAddress(network)
  return network.prefix === bitsOf[network.family] ? address : `${address}/${network.prefix}`
}

/** Whether every address of `inner` is in `outer`. */
export function networkContains(outer: Network, inner: Network): boolean {
  if (outer.family !== inner.family || outer.prefix > inner.prefix) return false
  const rest = BigInt(bitsOf[outer.family] - outer.prefix)
  return outer.value >> rest === inner.value >> rest
}
