import { generateKeyPairSync, sign } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { addSeconds } from '@/lib/clock'
import { inMemoryCa } from '@/test/in-memory-ca'
import { issuingTbs, rootTbs } from './authority-profile'
import type { Bytes } from './bytes'
import { signedCertificate } from './certificate-parts'
import { endEntityTbs } from './end-entity-profile'
import { readIssuer } from './issuer'
import { pathProblem } from './path-problem'
import { newSerialNumber } from './serial-number'

const now = new Date('2026-11-26T00:00:00Z')
const daySeconds = 86_400
const later = (days: number) => addSeconds(now, days * daySeconds)
const pkiUrl = 'http://pki.example'
const subject = { serialNumber: 'T1', commonName: '王測試' }

let ca: Awaited<ReturnType<typeof inMemoryCa>>
let other: typeof ca
let leaf: Bytes

beforeAll(async () => {
  ca = await inMemoryCa(now)
  other = await inMemoryCa(now)
  leaf = (await ca.issue(subject)).der
})

describe('a path', () => {
  test.each([
    ['at once', 0],
    ['to the last day', 364],
    ['after its own end, which is judged elsewhere', 400],
    ['before its beginning', -30],
  ])('leads to the root, %s', async (_when, days) => {
    expect(await pathProblem({ leaf, between: [ca.issuingDer], roots: [ca.rootDer] }, later(days))).toBeNull()
  })

  test('is found among CAs and roots of others', async () => {
    const between = [other.issuingDer, ca.issuingDer]
    expect(await pathProblem({ leaf, between, roots: [other.rootDer, ca.rootDer] }, now)).toBeNull()
  })

  test('does not lead to another root, over another CA or over none, nor from a changed certificate', async () => {
    const own = { leaf, between: [ca.issuingDer], roots: [ca.rootDer] }
    const changed = Uint8Array.from(leaf)
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
    for (const bad of [
      { ...own, roots: [other.rootDer] },
      { ...own, roots: [] },
      { ...own, between: [other.issuingDer] },
      { ...own, between: [] },
      { ...own, leaf: changed },
    ])
      expect(await pathProblem(bad, now)).toBe('ca_unknown')
  })

  test('does not lead over a customer’s certificate as if it were a CA', async () => {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const publicKeyDer = Uint8Array.from(key.publicKey.export({ type: 'spki', format: 'der' }))
    const made = await shortLived()
    const holder = await certify(readIssuer(made.issuing), 9, publicKeyDer, made.sign)
    const signHolder = (tbs: Bytes) => Uint8Array.from(sign('sha256', tbs, key.privateKey))
    const forged = await certify(readIssuer(holder), 8, publicKeyDer, signHolder)
    const between = [made.issuing, holder]
    expect(await pathProblem({ ...made, leaf: holder }, now)).toBeNull()
    expect(await pathProblem({ ...made, leaf: forged, between }, now)).toBe('ca_unknown')
  })

  test('has ended with a CA that a certificate outlives', async () => {
    const made = await shortLived()
    expect(await pathProblem(made, later(9))).toBeNull()
    expect(await pathProblem(made, later(11))).toBe('ca_expired')
  })
})

async function certify(
  issuer: ReturnType<typeof readIssuer>,
  validityDays: number,
  publicKeyDer: Bytes,
  signTbs: (tbs: Bytes) => Bytes,
): Promise<Bytes> {
  const lists = { firstList: 0, listCount: 16 }
  const common = { issuer, publicKeyDer, serialNumber: newSerialNumber(), now, validityDays, pkiUrl, lists }
  const { tbs } = await endEntityTbs({
    ...common,
    subject: { country: 'TW', organisation: 'Signet', ...subject },
  })
  return signedCertificate(tbs, 'ecdsa-sha256', signTbs(tbs))
}

/** A CA of ten days, which issues for a year as if it had the time. */
async function shortLived() {
  const keys = {
    root: generateKeyPairSync('ec', { namedCurve: 'P-384' }),
    issuing: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  }
  const authority = (role: keyof typeof keys, days: number) => ({
    name: { country: 'TW', organisation: 'Signet', commonName: role },
    serialNumber: newSerialNumber(),
    publicKeyDer: Uint8Array.from(keys[role].publicKey.export({ type: 'spki', format: 'der' })),
    notBefore: later(-1),
    notAfter: later(days),
  })
  const bySign = (hash: string, role: keyof typeof keys) => (tbs: Bytes) =>
    Uint8Array.from(sign(hash, tbs, keys[role].privateKey))
  const rootBytes = await rootTbs(authority('root', 7300))
  const root = signedCertificate(rootBytes, 'ecdsa-sha384', bySign('sha384', 'root')(rootBytes))
  const issuingBytes = await issuingTbs({ ...authority('issuing', 10), root: readIssuer(root), pkiUrl })
  const issuing = signedCertificate(issuingBytes, 'ecdsa-sha384', bySign('sha384', 'root')(issuingBytes))
  const publicKeyDer = authority('issuing', 1).publicKeyDer
  const issuer = { ...readIssuer(issuing), notAfter: later(7300) }
  const leaf = await certify(issuer, 365, publicKeyDer, bySign('sha256', 'issuing'))
  return { leaf, issuing, between: [issuing], roots: [root], sign: bySign('sha256', 'issuing') }
}
