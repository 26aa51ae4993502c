import 'server-only'
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { addSeconds, clock } from '@/lib/clock'
import { type Tx, transaction } from '@/lib/db/client'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { issuingTbs, rootTbs } from '@/lib/pki/authority-profile'
import type { Bytes } from '@/lib/pki/bytes'
import { signedCertificate } from '@/lib/pki/certificate-parts'
import { readIssuer } from '@/lib/pki/issuer'
import { newSerialNumber, serialNumberHex } from '@/lib/pki/serial-number'
import { keyFilePath, writeKeyFile } from './key-file'
import { organisation } from './organisation'

const yearSeconds = 365 * 86_400
const rootYears = 20
const issuingYears = 10
/** At a million certificates, a fiftieth of them revoked, each holds some 160 entries. */
const listsPerAuthority = 128
/** Before now, so that what is issued in the first minutes lies inside. */
const backdateSeconds = 3600

/**
 * Makes the root and the issuing CA at the first start. Portals that start together wait for one another at an
 * advisory lock, and one of them makes both.
 */
export async function ensureAuthorities(): Promise<void> {
  const made = await transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('signet:authorities'))`
    return (await tx.certificateAuthority.count({ where: { role: 'issuing' } })) === 0 && makeAuthorities(tx)
  })
  if (made)
    log.info(
      { rootKey: keyFilePath(made.rootKeyFile) },
      'CA made: move the root key offline, it is not needed here',
    )
}

async function makeAuthorities(tx: Tx): Promise<{ rootKeyFile: string }> {
  const root = newAuthority('Signet Root CA', 'P-384', rootYears)
  const selfSigned = await rootTbs(root)
  const rootDer = signedCertificate(selfSigned, 'ecdsa-sha384', signed('sha384', selfSigned, root.privateKey))
  const rootKeyFile = await keepAuthority(tx, 'root', root, rootDer)

  const issuing = newAuthority('Signet Issuing CA', 'P-256', issuingYears)
  const tbs = await issuingTbs({ ...issuing, root: readIssuer(rootDer), pkiUrl: env().PKI_URL })
  const issuingDer = signedCertificate(tbs, 'ecdsa-sha384', signed('sha384', tbs, root.privateKey))
  await keepAuthority(tx, 'issuing', issuing, issuingDer)
  return { rootKeyFile }
}

type NewAuthority = ReturnType<typeof newAuthority>

function newAuthority(commonName: string, namedCurve: 'P-256' | 'P-384', years: number) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve })
  const now = clock.now()
  return {
    name: { ...organisation, commonName },
    serialNumber: newSerialNumber(),
    publicKeyDer: Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' })),
    privateKey,
    notBefore: addSeconds(now, -backdateSeconds),
    notAfter: addSeconds(now, years * yearSeconds),
  }
}

function signed(hash: string, tbs: Bytes, key: KeyObject): Bytes {
  return Uint8Array.from(sign(hash, tbs, key))
}

/** The key first: a row whose key is missing could never sign, a file without a row is only left over. */
async function keepAuthority(
  tx: Tx,
  role: 'root' | 'issuing',
  authority: NewAuthority,
  der: Bytes,
): Promise<string> {
  const { privateKey, notBefore, notAfter } = authority
  const serialNumber = serialNumberHex(authority.serialNumber)
  const lists = role === 'issuing' ? { firstList: 0, listCount: listsPerAuthority } : {}
  const keyFile = `${role}-${serialNumber.slice(0, 16)}.key.pem`
  await writeKeyFile(keyFile, Uint8Array.from(privateKey.export({ type: 'pkcs8', format: 'der' })))
  await tx.certificateAuthority.create({
    data: { role, serialNumber, der, keyLocation: `file:${keyFile}`, ...lists, notBefore, notAfter },
    select: { id: true },
  })
  return keyFile
}
