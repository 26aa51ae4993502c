import { describe, expect, it } from 'vitest'
import { addressMatches } from './address-matches'
import { coversEverything, networksCover, readNetworks } from './addresses-cover'

describe('addressMatches', () => {
  it.each([
    ['203.0.113.24', ['203.0.113.24'], true],
    ['203.0.113.25', ['203.0.113.24'], false],
    ['203.0.113.255', ['203.0.113.0/24'], true],
    ['203.0.114.0', ['203.0.113.0/24'], false],
    ['::ffff:203.0.113.9', ['203.0.113.0/24'], true],
    ['203.0.113.9', ['::/0'], false],
    ['2001:db8::9', ['0.0.0.0/0'], false],
    ['2001:db8::9', ['2001:db8::/32'], true],
    ['2001:db9::9', ['10.0.0.0/8', '2001:db8::/32'], false],
    ['203.0.113.9', ['0.0.0.0/0'], true],
    ['203.0.113.9', [], false],
    ['', ['0.0.0.0/0'], false],
    ['unknown', ['0.0.0.0/0', '::/0'], false],
    ['10.0.0.1', ['10.0.0.1/8'], false],
    ['10.0.0.1', ['nonsense', '10.0.0.1'], true],
  ])('%s in %j: %s', (address, list, expected) => {
    expect(addressMatches(address, list)).toBe(expected)
  })
})

describe('networksCover', () => {
  const cover = (list: string[], text: string) => {
    const [network] = readNetworks([text])
    if (!network) throw new Error(text)
    return networksCover(readNetworks(list), network)
  }
  it.each([
    [['10.0.0.0/8'], '10.1.0.0/16', true],
    [['10.1.0.0/16'], '10.0.0.0/8', false],
    [['10.0.0.0/25', '10.0.0.128/25'], '10.0.0.0/24', true],
    [['10.0.0.0/25', '10.0.0.192/26', '10.0.0.128/26'], '10.0.0.0/24', true],
    [['10.0.0.0/25', '10.0.0.192/26'], '10.0.0.0/24', false],
    [['10.0.0.0', '10.0.0.1'], '10.0.0.0/31', true],
    [['10.0.0.0'], '10.0.0.0', true],
    [[], '10.0.0.0', false],
    [['::/0'], '10.0.0.0', false],
    [['0.0.0.0/0'], '2001:db8::1', false],
    [['2001:db8::/33', '2001:db8:8000::/33'], '2001:db8::/32', true],
  ])('%j covers %s: %s', (list, text, expected) => {
    expect(cover(list, text)).toBe(expected)
  })

  it.each([
    [['0.0.0.0/0'], true],
    [['::/0'], true],
    [['0.0.0.0/1', '128.0.0.0/1'], true],
    [['0.0.0.0/1', '128.0.0.0/2'], false],
    [['10.0.0.0/8'], false],
    [[], false],
  ])('%j covers everything: %s', (list, expected) => {
    expect(coversEverything(list)).toBe(expected)
  })
})
