import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AppError } from '@/lib/errors'
import { readCsr } from './read-csr'

/** The requests with which pyca/cryptography is tested; Debian's python3-cryptography-vectors. */
const folder = '/usr/lib/python3/dist-packages/cryptography_vectors/x509/requests'

/** What becomes of each of them, and why. */
const verdicts: Record<string, [verdict: string, why: string]> = {
  'bad-version.pem': ['version', 'says version 2'],
  'basic_constraints.pem': ['not_base64', 'a description stands before it'],
  'challenge-invalid.der': ['key_kind', 'RSA of 2048 bits'],
  'challenge-multi-valued.der': ['key_kind', 'RSA of 2048 bits'],
  'challenge-unstructured.pem': ['key_kind', 'RSA of 2048 bits'],
  'challenge.pem': ['key_kind', 'RSA of 2048 bits'],
  'dsa_sha1.der': ['key_kind', 'DSA'],
  'dsa_sha1.pem': ['key_kind', 'DSA'],
  'ec_sha256.der': ['accepted: P-384', 'signed with SHA-256, which is well'],
  'ec_sha256.pem': ['accepted: P-384', 'the same in PEM'],
  'ec_sha256_old_header.pem': ['accepted: P-384', 'the label that older tools write'],
  'freeipa-bad-critical.pem': ['attributes', 'writes FALSE, which is the default'],
  'invalid_signature.pem': ['key_kind', 'RSA of 1024 bits'],
  'long-form-attribute.pem': ['not_der', 'a length in more octets than needed'],
  'rsa_md4.der': ['key_kind', 'RSA of 2048 bits'],
  'rsa_md4.pem': ['key_kind', 'RSA of 2048 bits'],
  'rsa_sha1.der': ['key_kind', 'RSA of 2048 bits'],
  'rsa_sha1.pem': ['key_kind', 'RSA of 2048 bits'],
  'rsa_sha256.der': ['key_kind', 'RSA of 2048 bits'],
  'rsa_sha256.pem': ['key_kind', 'RSA of 2048 bits'],
  'san_rsa_sha1.der': ['key_kind', 'RSA of 2048 bits'],
  'san_rsa_sha1.pem': ['key_kind', 'RSA of 2048 bits'],
  'two_basic_constraints.pem': ['not_base64', 'a description stands before it'],
  'unsupported_extension.pem': ['not_base64', 'a description stands before it'],
  'unsupported_extension_critical.pem': ['not_base64', 'a description stands before it'],
}

function verdictOf(file: string, text = readFileSync(join(folder, file))): string {
  try {
    return `accepted: ${readCsr(text.toString(file.endsWith('.pem') ? 'utf8' : 'base64')).kind}`
  } catch (error) {
    if (error instanceof AppError && error.code === 'csr_refused') return String(error.values.rule)
    throw error
  }
}

describe.skipIf(!existsSync(folder))('requests of others (Debian: python3-cryptography-vectors)', () => {
  test.each(Object.entries(verdicts))('%s: %s', (file, [verdict]) => {
    expect(verdictOf(file)).toBe(verdict)
  })

  test('of those with a description before them, what is left once it is cut off', () => {
    const described = Object.keys(verdicts).filter((file) => verdicts[file]?.[0] === 'not_base64')
    const left = described.map((file) => {
      const text = readFileSync(join(folder, file), 'utf8')
      return verdictOf(file, Buffer.from(text.slice(text.indexOf('-----BEGIN'))))
    })
    expect(new Set(left)).toEqual(new Set(['attributes', 'key_kind']))
  })

  test('and any that a later edition brings gets a verdict too, and nothing worse', () => {
    const files = readdirSync(folder).filter((file) => /\.(pem|der)$/.test(file))
    expect(files).toEqual(expect.arrayContaining(Object.keys(verdicts)))
    for (const file of files) expect(verdictOf(file)).toMatch(/^accepted: |^[a-z_0-9]+$/)
  })
})
