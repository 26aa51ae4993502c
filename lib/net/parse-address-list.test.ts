import { describe, expect, it } from 'vitest'
import { addressCount, parseAddressEntry, parseAddressList, splitAddressList } from './parse-address-list'

describe('splitting', () => {
  it.each([
    ['10.0.0.1,10.0.0.2', ['10.0.0.1', '10.0.0.2']],
    ['10.0.0.1, 10.0.0.2\r\n\r\n::1', ['10.0.0.1', '10.0.0.2', '::1']],
    ['10.0.0.1；10.0.0.2;::1', ['10.0.0.1', '10.0.0.2', '::1']],
    ['10.0.0.1，10.0.0.2、::1\t2001:db8::/32', ['10.0.0.1', '10.0.0.2', '::1', '2001:db8::/32']],
    ['10.0.0.1\u300010.0.0.2\u00a0\ufeff::1', ['10.0.0.1', '10.0.0.2', '::1']],
    ['', []],
    [', ,', []],
    [' \n，；', []],
  ])('%j', (text, pieces) => {
    expect(splitAddressList(text)).toEqual(pieces)
  })
})

describe('entries that are right', () => {
  it.each([
    ['203.0.113.24', '203.0.113.24', undefined],
    ['8.8.8.8/32', '8.8.8.8', undefined],
    ['198.51.100.0/24', '198.51.100.0/24', undefined],
    ['0.0.0.0/0', '0.0.0.0/0', 'everything'],
    ['128.0.0.0/1', '128.0.0.0/1', 'everything'],
    ['::/0', '::/0', 'everything'],
    ['10.0.0.0/8', '10.0.0.0/8', 'private'],
    ['10.1.2.3', '10.1.2.3', 'private'],
    ['172.31.255.255', '172.31.255.255', 'private'],
    ['172.32.0.0', '172.32.0.0', undefined],
    ['192.168.0.0/16', '192.168.0.0/16', 'private'],
    ['192.168.0.0/15', '192.168.0.0/15', undefined],
    ['127.0.0.1', '127.0.0.1', 'private'],
    ['169.254.1.1', '169.254.1.1', 'private'],
    ['100.64.0.1', '100.64.0.1', 'private'],
    ['224.0.0.1', '224.0.0.1', 'private'],
    ['255.255.255.255', '255.255.255.255', 'private'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1', undefined],
    ['2001:db8::/32', '2001:db8::/32', undefined],
    ['2001:0db8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1', undefined],
    ['1:0:0:2:0:0:0:3', '1:0:0:2::3', undefined],
    ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0', undefined],
    ['::', '::', 'private'],
    ['::1/128', '::1', 'private'],
    ['fd00::1', 'fd00::1', 'private'],
    ['fe80::1', 'fe80::1', 'private'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221', undefined],
    ['::ffff:203.0.113.24', '203.0.113.24', undefined],
    ['::FFFF:cb00:7118', '203.0.113.24', undefined],
    ['::ffff:203.0.113.0/120', '203.0.113.0/24', undefined],
    ['::ffff:0:0/96', '0.0.0.0/0', 'everything'],
  ])('%s', (text, canonical, warning) => {
    const entry = parseAddressEntry(text)
    expect(entry).toMatchObject({ text, canonical, ...(warning && { warning }) })
    if (!warning) expect(entry).not.toHaveProperty('warning')
  })
})

describe('entries that are refused', () => {
  it.each([
    ['010.0.0.1', 'address_leading_zero'],
    ['10.0.0.01', 'address_leading_zero'],
    ['10.00.0.1', 'address_leading_zero'],
    ['0x7f.0.0.1', 'address_hexadecimal'],
    ['0x7f000001', 'address_hexadecimal'],
    ['127.0.0.0x1', 'address_hexadecimal'],
    ['127.1', 'address_incomplete'],
    ['1.2.3', 'address_incomplete'],
    ['1.2.3/24', 'address_incomplete'],
    ['10.0.0.', 'address_incomplete'],
    ['2130706433', 'address_incomplete'],
    ['::1%eth0', 'address_zone'],
    ['fe80::1%1/64', 'address_zone'],
    ['10.0.0.1/33', 'address_prefix'],
    ['10.0.0.0/08', 'address_prefix'],
    ['10.0.0.0/', 'address_prefix'],
    ['10.0.0.0/-1', 'address_prefix'],
    ['10.0.0.0/8.0', 'address_prefix'],
    ['10.0.0.0/255.0.0.0', 'address_prefix'],
    ['::/129', 'address_prefix'],
    ['::ffff:10.0.0.0/129', 'address_prefix'],
    ['10.0.0.0/8/8', 'address_malformed'],
    ['256.0.0.1', 'address_malformed'],
    ['1.2.3.4.5', 'address_malformed'],
    ['1.2.3.-4', 'address_malformed'],
    ['+1.2.3.4', 'address_malformed'],
    ['1.2.3.4e0', 'address_malformed'],
    ['１.2.3.4', 'address_malformed'],
    ['1.2.3.4:80', 'address_malformed'],
    ['[::1]', 'address_malformed'],
    [':::', 'address_malformed'],
    ['1::2::3', 'address_malformed'],
    ['1:2:3:4:5:6:7', 'address_malformed'],
    ['1:2:3:4:5:6:7:8:9', 'address_malformed'],
    ['1:2:3:4:5:6:7:8::', 'address_malformed'],
    ['12345::', 'address_malformed'],
    ['::1.2.3', 'address_malformed'],
    ['::1.2.3.04', 'address_malformed'],
    ['1.2.3.4::', 'address_malformed'],
    ['example.com', 'address_malformed'],
    ['10.0.0.1-10.0.0.9', 'address_malformed'],
    ['10.0.*.*', 'address_malformed'],
    ['<script>', 'address_malformed'],
  ])('%s: %s', (text, error) => {
    expect(parseAddressEntry(text)).toEqual({ text, error })
  })

  it.each([
    ['10.0.0.1/8', '10.0.0.0/8'],
    ['203.0.113.24/24', '203.0.113.0/24'],
    ['2001:db8::1/32', '2001:db8::/32'],
    ['::ffff:10.0.0.1/104', '10.0.0.0/8'],
    ['::ffff:1.2.3.4/90', '::ffc0:0:0/90'],
    ['1.2.3.4/0', '0.0.0.0/0'],
  ])('%s has bits set outside its mask: did you mean %s?', (text, suggestion) => {
    expect(parseAddressEntry(text)).toEqual({ text, error: 'address_host_bits', suggestion })
  })
})

describe('a list', () => {
  it('marks what repeats an earlier entry, however it is written', () => {
    const entries = parseAddressList('203.0.113.24, ::ffff:203.0.113.24 203.0.113.24/32 203.0.113.0/24')
    expect(entries.map((entry) => entry.error)).toEqual([
      undefined,
      'address_duplicate',
      'address_duplicate',
      undefined,
    ])
  })

  it('keeps the order and the text of good and bad entries', () => {
    expect(parseAddressList('1.2.3,2001:DB8::1').map(({ text }) => text)).toEqual(['1.2.3', '2001:DB8::1'])
  })

  it('counts IPv4 addresses', () => {
    const counts = parseAddressList('198.51.100.0/24 8.8.8.8 0.0.0.0/0 2001:db8::/32').map((entry) =>
      entry.error ? null : addressCount(entry.network),
    )
    expect(counts).toEqual([256, 1, 2 ** 32, undefined])
  })
})
