import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { newAccessKey, newSecret } from './credentials'

const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** The bytes behind a base58 text, by its definition: a number of that base, and a zero byte for each leading 1. */
function bytesOf(text: string): Buffer {
  let value = 0n
  for (const sign of text) value = value * 58n + BigInt(alphabet.indexOf(sign))
  const hex = value === 0n ? '' : value.toString(16)
  const zeros = Buffer.alloc(/^1*/.exec(text)?.[0].length ?? 0)
  return Buffer.concat([zeros, Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')])
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest()

/** The bytes without the checksum at their end, which must be right. */
function payloadOf(text: string): Buffer {
  const bytes = bytesOf(text)
  const payload = bytes.subarray(0, -4)
  expect(bytes.subarray(-4)).toEqual(sha256(sha256(payload)).subarray(0, 4))
  return payload
}

describe('credentials', () => {
  it('are recognised by their beginning and their checksum, and differ each time', () => {
    const seen = new Set<string>()
    for (let round = 0; round < 200; round += 1) {
      const accessKey = newAccessKey()
      const secret = newSecret()
      expect(accessKey).toMatch(/^sgk_[1-9A-HJ-NP-Za-km-z]{20,32}$/)
      expect(secret).toMatch(/^sgs_[1-9A-HJ-NP-Za-km-z]{40,52}$/)
      expect(payloadOf(accessKey.slice(4))).toHaveLength(16)
      expect(payloadOf(secret.slice(4))).toHaveLength(32)
      seen.add(accessKey).add(secret)
    }
    expect(seen.size).toBe(400)
  })

  it('are checked against a known answer', () => {
    // The first address of Bitcoin's chain, published with its bytes.
    const published = payloadOf('1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa')
    expect(published.toString('hex')).toBe('0062e907b15cbf27d5425399ebf6f0fb50ebb88f18')
  })
})
