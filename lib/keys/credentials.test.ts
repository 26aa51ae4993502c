import { describe, expect, it } from 'vitest'
import { isAccessKey, isSecret, newCredentials } from './credentials'

describe('credentials', () => {
  it('are recognised, and differ each time', () => {
    const seen = new Set<string>()
    for (let round = 0; round < 200; round += 1) {
      const { accessKey, secret } = newCredentials()
      expect(isAccessKey(accessKey) && isSecret(secret)).toBe(true)
      expect(isAccessKey(secret) || isSecret(accessKey)).toBe(false)
      expect(accessKey).toMatch(/^sgk_[1-9A-HJ-NP-Za-km-z]{20,32}$/)
      expect(secret).toMatch(/^sgs_[1-9A-HJ-NP-Za-km-z]{40,52}$/)
      seen.add(accessKey).add(secret)
    }
    expect(seen.size).toBe(400)
  })

  it('are not recognised with any one sign altered', () => {
    const { accessKey } = newCredentials()
    for (let at = 4; at < accessKey.length; at += 1) {
      const sign = accessKey[at] === '2' ? '3' : '2'
      expect(isAccessKey(accessKey.slice(0, at) + sign + accessKey.slice(at + 1))).toBe(false)
    }
  })

  it.each(['', 'sgk_', 'sgk_0OIl', 'SGK_abc', `sgk_${'1'.repeat(60)}`, `sgk_${'z'.repeat(100_000)}`])(
    'refuses %.20s',
    (text) => {
      expect(isAccessKey(text)).toBe(false)
    },
  )
})
