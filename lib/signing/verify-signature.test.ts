import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { verifySignature } from './verify-signature'

/** RFC 4231 4.2 to 4.8 without the truncated one: key, data, HMAC-SHA-256, HMAC-SHA-512. */
const vectors: [string, Buffer, Buffer, string, string][] = [
  [
    'case 1',
    Buffer.alloc(20, 0x0b),
    Buffer.from('Hi There'),
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    '87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854',
  ],
  [
    'case 2',
    Buffer.from('Jefe'),
    Buffer.from('what do ya want for nothing?'),
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
  ],
  [
    'case 3',
    Buffer.alloc(20, 0xaa),
    Buffer.alloc(50, 0xdd),
    '773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe',
    'fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb',
  ],
  [
    'case 4',
    Buffer.from([...Array(25).keys()].map((n) => n + 1)),
    Buffer.alloc(50, 0xcd),
    '82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b',
    'b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3dba91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd',
  ],
  [
    'case 6',
    Buffer.alloc(131, 0xaa),
    Buffer.from('Test Using Larger Than Block-Size Key - Hash Key First'),
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    '80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598',
  ],
  [
    'case 7',
    Buffer.alloc(131, 0xaa),
    Buffer.from(
      'This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.',
    ),
    '9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2',
    'e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58',
  ],
]

describe('verifySignature', () => {
  it.each(vectors)('RFC 4231, %s', (_, secret, signedString, sha256, sha512) => {
    const holds = (algorithm: 'hmac-sha256' | 'hmac-sha512', hex: string) =>
      verifySignature(
        { algorithm, signedString, signature: Buffer.from(hex, 'hex') },
        { kind: 'hmac', secret },
      )
    expect(holds('hmac-sha256', sha256)).toBe(true)
    expect(holds('hmac-sha512', sha512)).toBe(true)
    expect(holds('hmac-sha256', sha512)).toBe(false)
    expect(holds('hmac-sha512', sha256)).toBe(false)
    expect(holds('hmac-sha256', sha256.slice(2))).toBe(false)
    expect(holds('hmac-sha256', `${sha256.slice(0, -2)}00`)).toBe(false)
  })

  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const signedString = Buffer.from('text')
  const signature = sign(null, signedString, privateKey)

  it('takes an Ed25519 signature by an Ed25519 key only', () => {
    const claim = { algorithm: 'ed25519', signedString, signature } as const
    expect(verifySignature(claim, { kind: 'ed25519', publicKey })).toBe(true)
    expect(
      verifySignature({ ...claim, signedString: Buffer.from('texT') }, { kind: 'ed25519', publicKey }),
    ).toBe(false)
    expect(verifySignature(claim, { kind: 'hmac', secret: signedString })).toBe(false)
    expect(verifySignature({ ...claim, algorithm: 'hmac-sha256' }, { kind: 'ed25519', publicKey })).toBe(
      false,
    )
    const other = generateKeyPairSync('ed448')
    const by448 = { ...claim, signature: sign(null, signedString, other.privateKey) }
    expect(verifySignature(by448, { kind: 'ed25519', publicKey: other.publicKey })).toBe(false)
  })

  it('takes no second form of an Ed25519 signature', () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    const s = BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`) + order
    const second = Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse()
    const malleable = Buffer.concat([signature.subarray(0, 32), second])
    const claim = { algorithm: 'ed25519', signedString, signature: malleable } as const
    expect(verifySignature(claim, { kind: 'ed25519', publicKey })).toBe(false)
  })

  it('never holds over what was not seen', () => {
    const key = { kind: 'hmac', secret: Buffer.from('secret') } as const
    expect(verifySignature({ algorithm: 'hmac-sha256', signedString: null, signature }, key)).toBe(false)
    expect(verifySignature({ algorithm: 'hmac-sha256', signedString, signature: null }, key)).toBe(false)
  })

  it('agrees with a signature that two other tools made', () => {
    const seed = Buffer.from('k0BUni0p0vZG1BdpVjS6ogBJ7kxm630AJ2dN+tuputA=', 'base64')
    const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed])
    const key = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }))
    const text =
      'symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=1&price=0.2&timestamp=1668481559918&recvWindow=5000'
    const made = 'IpqsC3xLeaf6Edrf7c6MxSk8QZHeFs+psk4J0DXBQGj3uliUhGrTlbGDUzXZAbzBqkg35Q+qiIqYKoqHKwPeBw=='
    const claim = {
      algorithm: 'ed25519',
      signedString: Buffer.from(text),
      signature: Buffer.from(made, 'base64'),
    }
    expect(verifySignature(claim as never, { kind: 'ed25519', publicKey: key })).toBe(true)
  })
})
