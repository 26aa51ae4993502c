import { readFileSync } from 'node:fs'

type Group = {
  /** SubjectPublicKeyInfo, hex. */
  spki: string
  tests: [number: number, comment: string, message: string, signature: string, result: 'valid' | 'invalid'][]
}

export type SignatureVector = {
  what: string
  publicKeyDer: Buffer
  message: Buffer
  signature: Buffer
  holds: boolean
}

/** Project Wycheproof's vectors (test/vectors/wycheproof): what an ECDSA verification must say of each signature. */
export function signatureVectors(encoding: 'der' | 'p1363'): SignatureVector[] {
  const file = `test/vectors/wycheproof/ecdsa-p256-sha256-${encoding}.json`
  const groups = JSON.parse(readFileSync(file, 'utf8')) as Group[]
  const bytes = (hex: string) => Buffer.from(hex, 'hex')
  return groups.flatMap(({ spki, tests }) =>
    tests.map(([number, comment, message, signature, result]) => ({
      what: `${number}: ${comment}`,
      publicKeyDer: bytes(spki),
      message: bytes(message),
      signature: bytes(signature),
      holds: result === 'valid',
    })),
  )
}
