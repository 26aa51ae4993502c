import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { addSeconds } from '@/lib/clock'
import { issuingTbs, rootTbs } from '@/lib/pki/authority-profile'
import type { Bytes } from '@/lib/pki/bytes'
import { type SignatureKind, signedCertificate } from '@/lib/pki/certificate-parts'
import { endEntityTbs } from '@/lib/pki/end-entity-profile'
import { readIssuer } from '@/lib/pki/issuer'
import { type RevokedEntry, revocationListTbs } from '@/lib/pki/revocation-list'
import { newSerialNumber } from '@/lib/pki/serial-number'

const pkiUrl = 'http://pki.example'
const organisation = { country: 'TW', organisation: 'Signet' }

/** A root and an issuing CA as the product makes them, without files or a database. */
export async function inMemoryCa(now: Date, issuingDays = 3650) {
  const root = authority('Root', 'P-384', now, 7300)
  const rootDer = certify(await rootTbs(root.input), 'ecdsa-sha384', root.privateKey)
  const issuing = authority('Issuing', 'P-256', now, issuingDays)
  const tbs = await issuingTbs({ ...issuing.input, root: readIssuer(rootDer), pkiUrl })
  const issuingDer = certify(tbs, 'ecdsa-sha384', root.privateKey)

  /** A customer's certificate with a new key. */
  async function issue(subject: { serialNumber: string; commonName: string }, validityDays = 365) {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const serialNumber = newSerialNumber()
    const leaf = await endEntityTbs({
      issuer: readIssuer(issuingDer),
      subject: { ...organisation, ...subject },
      publicKeyDer: Uint8Array.from(key.publicKey.export({ type: 'spki', format: 'der' })),
      serialNumber,
      now,
      validityDays,
      pkiUrl,
      lists: { firstList: 0, listCount: 16 },
    })
    const der = certify(leaf.tbs, 'ecdsa-sha256', issuing.privateKey)
    const pkcs8 = Uint8Array.from(key.privateKey.export({ type: 'pkcs8', format: 'der' }))
    return { ...leaf, der, serialNumber, pkcs8, chain: [der, issuingDer, rootDer] }
  }

  /** A revocation list of the issuing CA; without a number the root's. */
  function list(entries: RevokedEntry[], number?: number) {
    const isRoot = number === undefined
    const issuer = readIssuer(isRoot ? rootDer : issuingDer)
    const window = { thisUpdate: addSeconds(now, -300), nextUpdate: addSeconds(now, 86_400) }
    const url = isRoot ? {} : { url: `${pkiUrl}/ca/crl/${number}` }
    const listTbs = revocationListTbs({ issuer, edition: 1n, ...window, entries, ...url })
    return certify(listTbs, issuer.signature, isRoot ? root.privateKey : issuing.privateKey)
  }
  return { rootDer, issuingDer, issue, list }
}

function authority(commonName: string, namedCurve: 'P-256' | 'P-384', now: Date, days: number) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve })
  const input = {
    name: { ...organisation, commonName },
    serialNumber: newSerialNumber(),
    publicKeyDer: Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' })),
    notBefore: addSeconds(now, -3600),
    notAfter: addSeconds(now, days * 86_400),
  }
  return { input, privateKey }
}

function certify(tbs: Bytes, kind: SignatureKind, key: KeyObject): Bytes {
  return signedCertificate(
    tbs,
    kind,
    Uint8Array.from(sign(kind === 'ecdsa-sha384' ? 'sha384' : 'sha256', tbs, key)),
  )
}
