import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { describe, expect, it } from 'vitest'
import { formatAddress } from './format-address'
import { parseAddress } from './parse-address'

/** A small generator with a fixed seed, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

describe('against other parsers', () => {
  it('reads the same IPv6 addresses to the same value as ipaddr.js, and writes RFC 5952', () => {
    const next = random(6)
    for (let round = 0; round < 2000; round += 1) {
      const groups = Array.from({ length: 8 }, () =>
        next() < 0.5 ? 0 : Math.floor(next() * (next() < 0.5 ? 16 : 65536)),
      )
      const value = groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n)
      const text = groups.map((group) => group.toString(16)).join(':')
      const parsed = parseAddress(text)
      if (value >> 32n === 0xffffn) continue
      expect(parsed).toEqual({ family: 6, value })
      const written = formatAddress({ family: 6, value })
      expect(written).toBe(new ipaddr.IPv6(groups).toRFC5952String())
      expect(parseAddress(written)).toEqual(parsed)
    }
  })

  it('accepts nothing that node:net refuses, and nothing it accepts is lost but zones', () => {
    const next = random(4)
    const alphabet = [
      '0',
      '1',
      '25',
      '255',
      '256',
      '9',
      'f',
      'ffff',
      '.',
      '.',
      '.',
      ':',
      ':',
      '::',
      '00',
      'x',
      '-',
    ]
    let accepted = 0
    for (let round = 0; round < 60_000; round += 1) {
      const length = 1 + Math.floor(next() * 15)
      const text = Array.from({ length }, () => alphabet[Math.floor(next() * alphabet.length)]).join('')
      const parsed = parseAddress(text)
      if (parsed) accepted += 1
      expect(parsed !== null, text).toBe(isIP(text) !== 0)
    }
    expect(accepted).toBeGreaterThan(100)
  })

  it.each(['fe80::1%eth0', '::1%', '1.2.3.4%0'])('refuses the zone of %s', (text) => {
    expect(parseAddress(text)).toBeNull()
  })
})
