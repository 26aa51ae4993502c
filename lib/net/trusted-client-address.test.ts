import { expect, test } from 'vitest'
import { readNetworks } from './addresses-cover'
import { readForwarded, trustedClientAddress } from './trusted-client-address'

const trusted = readNetworks(['127.0.0.1', '10.0.0.0/8', '2001:db8::/64'])

test.each<[what: string, peer: string, header: string | null, address: string]>([
  ['a stranger is who it is, whatever it claims', '198.51.100.9', '203.0.113.7', '198.51.100.9'],
  ['a trusted proxy is believed', '127.0.0.1', '203.0.113.7', '203.0.113.7'],
  ['never what stands further left', '127.0.0.1', '1.1.1.1, 203.0.113.7', '203.0.113.7'],
  ['two trusted proxies in a row', '127.0.0.1', '1.1.1.1, 203.0.113.7, 10.1.2.3', '203.0.113.7'],
  ['a trusted proxy that asks for itself', '10.0.0.1', null, '10.0.0.1'],
  ['only trusted entries', '127.0.0.1', '10.0.0.9', '10.0.0.9'],
  ['an empty header', '127.0.0.1', '  ', '127.0.0.1'],
  ['an entry that is none', '127.0.0.1', '203.0.113.7, unknown', ''],
  ['an empty entry', '127.0.0.1', '203.0.113.7,', ''],
  ['a mapped peer', '::ffff:127.0.0.1', '::ffff:203.0.113.7', '203.0.113.7'],
  ['with a port', '127.0.0.1', '203.0.113.7:4711', '203.0.113.7'],
  ['IPv6 in brackets, with a port', '2001:db8::1', '[2001:DB8:1::7]:443', '2001:db8:1::7'],
  ['thousands of entries', '127.0.0.1', `${'1.1.1.1, '.repeat(5000)}203.0.113.7`, '203.0.113.7'],
  ['no peer at all', '', '203.0.113.7', ''],
])('%s', (_, peer, header, address) => {
  expect(trustedClientAddress(peer, header, trusted)).toBe(address)
})

test.each(['010.0.0.1', '127.1', '0x7f.0.0.1', 'fe80::1%eth0', '[1.2.3.4', '1.2.3.4:', '1.2.3.4:999999', ''])(
  '%s is no address',
  (text) => expect(readForwarded(text)).toBe(''),
)
