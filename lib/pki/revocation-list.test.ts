import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inMemoryCa } from '@/test/in-memory-ca'
import { openssl } from '@/test/openssl'
import type { Bytes } from './bytes'
import { toPem } from './pem'
import type { RevokedEntry } from './revocation-list'
import { revocationReasons } from './revocation-reasons'
import { newSerialNumber } from './serial-number'

const cwd = mkdtempSync(join(tmpdir(), 'signet-lists-'))
const now = new Date()
let ca: Awaited<ReturnType<typeof inMemoryCa>>
let leaf: Awaited<ReturnType<(typeof ca)['issue']>>

const write = (name: string, label: string, ...ders: Bytes[]) =>
  writeFileSync(join(cwd, name), ders.map((der) => toPem(label, der)).join(''))
const textOf = (der: Bytes, options = '-text -noout') =>
  openssl(`crl -inform DER ${options}`, { input: der, cwd }).toString()
const entry = (serialNumber: Bytes, reason?: RevokedEntry['reason']): RevokedEntry => ({
  serialNumber,
  revokedAt: new Date('2026-03-04T05:06:07Z'),
  reason,
})

beforeAll(async () => {
  ca = await inMemoryCa(now)
  leaf = await ca.issue({ serialNumber: 'T0001', commonName: '王小明' })
  write('root.pem', 'CERTIFICATE', ca.rootDer)
  write('issuing.pem', 'CERTIFICATE', ca.issuingDer)
  write('leaf.pem', 'CERTIFICATE', leaf.der)
})
afterAll(() => rm(cwd, { recursive: true }))

describe('openssl, which checks every level of the chain,', () => {
  /** What it says of the certificate with this list of the issuing CA, and the root's. */
  function verdict(list: Bytes): string {
    write('lists.pem', 'X509 CRL', list, ca.list([]))
    const files = '-CAfile root.pem -untrusted issuing.pem -CRLfile lists.pem leaf.pem'
    try {
      return openssl(`verify -x509_strict -crl_check_all ${files}`, { cwd }).toString()
    } catch (error) {
      return String((error as { stderr: Buffer }).stderr)
    }
  }

  test('accepts a certificate that is not in the list it names', () => {
    expect(verdict(ca.list([entry(newSerialNumber(), 'superseded')], leaf.revocationList))).toBe(
      'leaf.pem: OK\n',
    )
  })

  test('refuses it once it is', () => {
    expect(verdict(ca.list([entry(leaf.serialNumber, 'keyCompromise')], leaf.revocationList))).toContain(
      'certificate revoked',
    )
  })

  test('takes no other list of the same CA for it', () => {
    expect(verdict(ca.list([], leaf.revocationList + 1))).toMatch(/unable to get certificate CRL|scope/)
  })
})

test.each(revocationReasons)('an entry says why: %s', (reason) => {
  const words = reason.replace(/([A-Z])/g, ' $1').toLowerCase()
  const [, printed] =
    /X509v3 CRL Reason Code: \n\s+(.*)/.exec(textOf(ca.list([entry(newSerialNumber(), reason)], 1))) ?? []
  expect(printed?.toLowerCase()).toBe(words)
})

test('a list says of itself which one it is, for whom, and of which edition; no extension is empty', () => {
  const text = textOf(ca.list([entry(leaf.serialNumber)], 7))
  expect(text).toContain('Version 2 (0x1)')
  expect(text).toMatch(/Issuing Distribution Point: critical/)
  expect(text).toContain('URI:http://pki.example/ca/crl/7')
  expect(text).toContain('Only User Certificates')
  expect(text).toMatch(/X509v3 CRL Number: \n\s+1\n/)
  const keyId = openssl('x509 -in issuing.pem -noout -ext subjectKeyIdentifier', { cwd }).toString().trim()
  expect(text).toContain(keyId.split('\n')[1]?.trim())
  expect(text).not.toContain('CRL entry extensions')
  expect(openssl('crl -inform DER -CAfile issuing.pem -noout', { input: ca.list([], 7), cwd })).toBeDefined()
})

test('a root’s list and one without entries hold nothing that is empty', () => {
  const text = textOf(ca.list([]))
  expect(text).toContain('No Revoked Certificates.')
  expect(text).not.toContain('Issuing Distribution Point')
})

test('twenty thousand entries are no trouble', () => {
  const entries = Array.from({ length: 20_000 }, () => entry(newSerialNumber(), 'superseded'))
  const der = ca.list(entries, 3)
  // An entry takes 53 bytes; their text is left out.
  expect(der.length).toBeGreaterThan(entries.length * 53)
  expect(
    openssl('crl -inform DER -noout -issuer -CAfile issuing.pem', { input: der, cwd }).toString(),
  ).toContain('CN = Issuing')
})
