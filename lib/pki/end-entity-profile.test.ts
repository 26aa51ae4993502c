import { X509Certificate } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { inMemoryCa } from '@/test/in-memory-ca'
import { openssl } from '@/test/openssl'
import type { Bytes } from './bytes'
import { distinguishedName } from './names'
import { toPem } from './pem'
import { newSerialNumber, revocationListOf } from './serial-number'

const cwd = mkdtempSync(join(tmpdir(), 'signet-profile-'))
const now = new Date()
const subject = { serialNumber: 'T0001', commonName: '王小明' }
let ca: Awaited<ReturnType<typeof inMemoryCa>>
let leaf: Awaited<ReturnType<(typeof ca)['issue']>>

function write(name: string, ...certificates: Bytes[]): void {
  writeFileSync(join(cwd, name), certificates.map((der) => toPem('CERTIFICATE', der)).join(''))
}

beforeAll(async () => {
  ca = await inMemoryCa(now)
  leaf = await ca.issue(subject)
  write('root.pem', ca.rootDer)
  write('issuing.pem', ca.issuingDer)
  write('leaf.pem', leaf.der)
})

const textOf = (name: string, options = '') =>
  openssl(`x509 -in ${name} -noout -text -nameopt utf8,sep_comma_plus_space ${options}`, { cwd }).toString()

/** The extensions as openssl prints them: name, whether critical, value on one line. */
function extensionsOf(name: string): Record<string, string> {
  const [, block = ''] = textOf(name, '-certopt no_sigdump').split('X509v3 extensions:\n')
  const entries = [...block.matchAll(/^ {12}(\S.*?): ?(critical)?\s*\n((?: {16}.*\n)+)/gm)]
  return Object.fromEntries(
    entries.map(([, title, critical, value = '']) => [
      title,
      [critical, value.replace(/\s+/g, ' ').trim()].filter(Boolean).join(' '),
    ]),
  )
}

describe('a customer’s certificate', () => {
  test('verifies strictly, as a TLS client and not as a server', () => {
    const verify = (purpose: string) =>
      openssl(`verify -x509_strict -purpose ${purpose} -CAfile root.pem -untrusted issuing.pem leaf.pem`, {
        cwd,
      })
    expect(verify('sslclient').toString()).toContain('leaf.pem: OK')
    expect(() => verify('sslserver')).toThrow(
      /unsuitable certificate purpose|unsupported certificate purpose/,
    )
  })

  test('has exactly the extensions of the profile', () => {
    const extensions = extensionsOf('leaf.pem')
    expect(Object.keys(extensions)).toEqual([
      'X509v3 Basic Constraints',
      'X509v3 Key Usage',
      'X509v3 Extended Key Usage',
      'X509v3 Subject Key Identifier',
      'X509v3 Authority Key Identifier',
      'X509v3 Certificate Policies',
      'X509v3 CRL Distribution Points',
      'Authority Information Access',
    ])
    expect(extensions).toMatchObject({
      'X509v3 Basic Constraints': 'critical CA:FALSE',
      'X509v3 Key Usage': 'critical Digital Signature',
      'X509v3 Extended Key Usage': 'TLS Web Client Authentication',
      'X509v3 Certificate Policies': 'Policy: 2.25.31951297799192560757692407026781736549',
      'X509v3 CRL Distribution Points': `Full Name: URI:http://pki.example/ca/crl/${leaf.revocationList}`,
    })
    const issuing = new X509Certificate(ca.issuingDer).serialNumber.toLowerCase()
    expect(extensions['Authority Information Access']).toBe(
      `OCSP - URI:http://pki.example/ca/ocsp CA Issuers - URI:http://pki.example/ca/${issuing}.cer`,
    )
    expect(extensions['X509v3 Authority Key Identifier']).toBe(
      extensionsOf('issuing.pem')['X509v3 Subject Key Identifier'],
    )
  })

  test('names the account, not the person’s ID, one part each', () => {
    const text = textOf('leaf.pem')
    expect(text).toContain('Subject: C=TW, O=Signet, serialNumber=T0001, CN=王小明')
    expect(text).toContain('Issuer: C=TW, O=Signet, CN=Issuing')
    expect(text).toContain('Signature Algorithm: ecdsa-with-SHA256')
    expect(text).toContain('Version: 3')
  })

  test('begins five minutes ago and lasts as the policy says', () => {
    const certificate = new X509Certificate(leaf.der)
    const seconds = Math.floor(now.getTime() / 1000)
    expect(Date.parse(certificate.validFrom)).toBe((seconds - 300) * 1000)
    expect(Date.parse(certificate.validTo)).toBe((seconds + 365 * 86_400) * 1000)
  })

  test('never outlives its issuer', async () => {
    const short = await inMemoryCa(now, 30)
    const { der, notAfter } = await short.issue(subject)
    const issuer = new X509Certificate(short.issuingDer)
    expect(new X509Certificate(der).validTo).toBe(issuer.validTo)
    expect(notAfter.getTime()).toBe(Date.parse(issuer.validTo))
  })

  test('may end after 2049, where the type of the time changes', async () => {
    const { der } = await ca.issue(subject, 365 * 30)
    expect(new X509Certificate(der).checkIssued(new X509Certificate(ca.issuingDer))).toBe(true)
    const late = await inMemoryCa(new Date('2045-06-01T00:00:00Z'))
    const { der: lateDer } = await late.issue(subject, 365 * 8)
    expect(new X509Certificate(lateDer).validTo).toContain('2053')
    expect(openssl('asn1parse -inform DER', { input: lateDer }).toString()).toMatch(
      /UTCTIME[\s\S]*GENERALIZEDTIME/,
    )
  })
})

describe('the CAs', () => {
  test('are a P-384 root and a P-256 issuing CA that can’t make another CA', () => {
    expect(textOf('root.pem')).toContain('NIST CURVE: P-384')
    expect(textOf('issuing.pem')).toContain('NIST CURVE: P-256')
    expect(extensionsOf('root.pem')).toMatchObject({
      'X509v3 Basic Constraints': 'critical CA:TRUE',
      'X509v3 Key Usage': 'critical Certificate Sign, CRL Sign',
    })
    expect(extensionsOf('issuing.pem')).toMatchObject({
      'X509v3 Basic Constraints': 'critical CA:TRUE, pathlen:0',
      'X509v3 Key Usage': 'critical Certificate Sign, CRL Sign',
      'X509v3 Extended Key Usage': 'TLS Web Client Authentication, OCSP Signing',
    })
  })
})

describe('serial numbers', () => {
  test('are 20 bytes, positive, never shorter', () => {
    const serials = Array.from({ length: 500 }, newSerialNumber)
    for (const serial of serials) {
      expect(serial).toHaveLength(20)
      expect((serial[0] ?? 0) & 0xc0).toBe(0x40)
    }
    expect(new Set(serials.map(String)).size).toBe(500)
    const lists = serials.map((serial) => revocationListOf(serial, { firstList: 32, listCount: 16 }))
    expect([...new Set(lists)].sort()).toEqual(Array.from({ length: 16 }, (_, place) => 32 + place))
  })
})

describe('names', () => {
  const base = { country: 'TW', organisation: 'Signet', commonName: 'x' }
  const textOfName = (commonName: string) =>
    Buffer.from(distinguishedName({ ...base, commonName })).toString()

  test('are written as they are: nothing in them is syntax', () => {
    expect(textOfName('a, O=Bank + CN=b')).toContain('a, O=Bank + CN=b')
  })

  test('lose control characters and what is past 64 characters', () => {
    expect(textOfName('王\u0000小\u202e明\n ')).toContain('王小明')
    expect(Array.from(textOfName('𠮷'.repeat(80)).match(/𠮷/gu) ?? [])).toHaveLength(64)
  })

  test.each([
    { ...base, country: 'Taiwan' },
    { ...base, commonName: '\u0007' },
    { ...base, serialNumber: '中' },
  ])('are refused when a part does not fit: %o', (parts) => {
    expect(() => distinguishedName(parts)).toThrow(RangeError)
  })
})
