import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { expect, test } from 'vitest'
import { derSignature } from './der-signature'
import { readDer } from './strict-der'

test.each(['P-256', 'P-384'])(
  '%s: what a device gives verifies in its DER form, however short its numbers',
  (namedCurve) => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve })
    const lengths = new Set<number>()
    // A number of fewer bytes comes once in some 128 signatures.
    for (let count = 0; count < 600; count++) {
      const text = Buffer.from([count >> 8, count & 0xff])
      const der = derSignature(sign('sha256', text, { key: privateKey, dsaEncoding: 'ieee-p1363' }))
      lengths.add(der.length)
      expect(readDer(der).children).toHaveLength(2)
      expect(verify('sha256', text, { key: publicKey, dsaEncoding: 'der' }, der)).toBe(true)
    }
    expect(lengths.size).toBeGreaterThan(2)
  },
)
