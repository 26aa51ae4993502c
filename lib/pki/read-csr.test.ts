import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { makeCsr } from '@/browser/make-csr'
import { AppError, errorCodes } from '@/lib/errors'
import { badCsrs } from '@/test/bad-csrs'
import { buildCsr } from '@/test/build-csr'
import { otherRightSignature } from '@/test/csr-corpus/bad-signatures'
import { base64, good, ofAttributes, pem, requestOfSize } from '@/test/csr-corpus/parts'
import { oid, seq, set, utf8 } from '@/test/der'
import { openssl } from '@/test/openssl'
import { csrRules } from './csr-rules'
import { readCsr } from './read-csr'

function ruleOf(csr: Uint8Array | string): unknown {
  try {
    readCsr(typeof csr === 'string' ? csr : base64(csr))
    return 'accepted'
  } catch (error) {
    if (error instanceof AppError && error.code === 'csr_refused') return error.values.rule
    throw error
  }
}

describe('a request is refused by name', () => {
  test.each(badCsrs)('%s: %s', (_what, rule, csr) => {
    expect(ruleOf(csr)).toBe(rule)
  })

  test('and no case stands for another', () => {
    const names = badCsrs.map(([what]) => what)
    expect(new Set(names).size).toBe(names.length)
    const requests = badCsrs.map(([, , csr]) => (typeof csr === 'string' ? csr : base64(csr)))
    expect(new Set(requests).size).toBe(requests.length)
  })

  test('with any one bit of it turned over', () => {
    const accepted = []
    for (let at = 0; at < good.length; at++)
      for (let bit = 0; bit < 8; bit++) {
        const copy = Buffer.from(good)
        copy.writeUInt8(copy.readUInt8(at) ^ (1 << bit), at)
        if (ruleOf(copy) === 'accepted') accepted.push(`${at}.${bit}`)
      }
    expect(accepted).toEqual([])
  })

  test('and every rule of the encoding and the key has its case', () => {
    const ofTheDatabase = ['unconfirmed_key', 'key_in_use']
    const shown = new Set(badCsrs.map(([, rule]) => rule))
    expect(csrRules.filter((rule) => !shown.has(rule))).toEqual(ofTheDatabase)
    expect(errorCodes).toContain('csr_refused')
  })
})

describe('a request is accepted', () => {
  const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

  test('as the browser makes it, and only its public key is taken', async () => {
    const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ])
    const { der: publicKey, kind } = readCsr(await makeCsr(keys))
    expect(kind).toBe('P-256')
    expect(sha(publicKey)).toBe(sha(new Uint8Array(await crypto.subtle.exportKey('spki', keys.publicKey))))
  })

  test.each([
    ['P-256', 'ec -pkeyopt ec_paramgen_curve:P-256', ''],
    ['P-384', 'ec -pkeyopt ec_paramgen_curve:P-384', '-sha384'],
    ['RSA-3072', 'rsa:3072', ''],
    ['RSA-4096', 'rsa:4096', '-sha512'],
    ['P-256', 'ec -pkeyopt ec_paramgen_curve:P-256', '-addext subjectAltName=DNS:a.example,DNS:b.example'],
  ])('from openssl: %s by %s %s', (kind, newKey, more) => {
    const pem = openssl(
      `req -new -newkey ${newKey} -nodes -keyout /dev/null -subj /C=TW/O=王/CN=x -utf8 ${more}`,
    ).toString()
    expect(readCsr(pem).kind).toBe(kind)
    expect(readCsr(pem.replaceAll('\n', '\r\n')).kind).toBe(kind)
  })

  test('without a subject, with a multi-valued one, with unknown attributes', () => {
    expect(ruleOf(buildCsr({ subject: seq() }))).toBe('accepted')
    const twoParts = seq(set(seq(oid('2.5.4.3'), utf8('a')), seq(oid('2.5.4.10'), utf8('b'))))
    expect(ruleOf(buildCsr({ subject: twoParts }))).toBe('accepted')
    expect(ruleOf(ofAttributes(seq(oid('1.2.840.113549.1.9.7'), set(utf8('challenge')))))).toBe('accepted')
  })

  test('of 8 KiB, and with a name of 255 signs', () => {
    expect(requestOfSize(8 * 1024)).toHaveLength(8 * 1024)
    expect(ruleOf(requestOfSize(8 * 1024))).toBe('accepted')
    const longest = seq(set(seq(oid('2.5.4.3'), utf8('王'.repeat(255)))))
    expect(ruleOf(buildCsr({ subject: longest }))).toBe('accepted')
  })

  test('under either label of PEM, with the other of the two right signatures', () => {
    for (const label of ['CERTIFICATE REQUEST', 'NEW CERTIFICATE REQUEST'])
      expect(ruleOf(pem(label, good))).toBe('accepted')
    expect(ruleOf(otherRightSignature)).toBe('accepted')
  })
})
