import { createHash, generateKeyPairSync } from 'node:crypto'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { issuingAuthority } from '@/lib/certificates/issuing-authority'
import { addSeconds } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { env } from '@/lib/env'
import type { Bytes } from '@/lib/pki/bytes'
import { signedCertificate } from '@/lib/pki/certificate-parts'
import { endEntityTbs } from '@/lib/pki/end-entity-profile'
import { newSerialNumber, type RevocationLists, revocationListOf } from '@/lib/pki/serial-number'
import { policy } from '@/lib/policies/policy'
import type { Circumstances, MadeCustomer } from './make-customer'
import { isFirm } from './shares'
import type { Batch } from './tables'

/** What an event can be about. */
export type MadeCertificate = { id: string; serialNumber: string; fingerprint: string }

/** A signed certificate, and what in it is put in place of for each customer. */
type Model = { der: Buffer; tbsAt: number; tbsLength: number; parts: Record<Part, Buffer> }
type Part = 'serialNumber' | 'accountId' | 'name' | 'publicKey' | 'notBefore' | 'notAfter'

const daySeconds = 86_400
const pointBytes = 64
const reasons = ['superseded', 'keyCompromise', 'cessationOfOperation'] as const

/**
 * Certificates as the portal issues them, byte for byte but for what signs them: signing each would take longer
 * than all the rest, so they are copies of a few with serial number, name, key and dates exchanged.
 */
export async function certificateMaker(): Promise<
  (batch: Batch, customer: MadeCustomer, circumstances: Circumstances) => Promise<MadeCertificate[]>
> {
  await ensureAuthorities()
  const authority = await issuingAuthority(database())
  const models = new Map<string, Promise<Model>>()

  /** Names of one length and one revocation list have the same layout. */
  const modelOf = (nameBytes: number, list: number) => {
    const key = `${nameBytes} ${list}`
    const model = models.get(key) ?? makeModel(authority, nameBytes, list)
    models.set(key, model)
    return model
  }

  return async (batch, customer, { now }) => {
    const { random, number } = customer
    const count = isFirm(number) ? 12 : random.chance(0.15) ? 0 : random.chance(0.6) ? 1 : 2
    const made: MadeCertificate[] = []
    for (let place = 0; place < count; place++) {
      // The newest is valid for some time yet, those before it are over.
      const createdAt = random.daysAgo(now, place === 0 ? 364 : 900, place === 0 ? 0 : 366)
      const notBefore = addSeconds(createdAt, -300)
      const notAfter = addSeconds(createdAt, policy().certificate.validityDays * daySeconds)
      const serial = random.bytes(20)
      serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40
      const list = revocationListOf(serial, authority.lists)
      const name = Buffer.from(customer.name)
      const model = await modelOf(name.length, list)
      const publicKey = random.bytes(pointBytes)
      const der = filled(model, {
        serialNumber: serial,
        accountId: Buffer.from(customer.accountId),
        name,
        publicKey,
        notBefore: utcTime(notBefore),
        notAfter: utcTime(notAfter),
      })
      const publicKeyDer = Buffer.concat([p256Prefix, publicKey])
      const fingerprint = createHash('sha256').update(der).digest()
      const id = random.id(createdAt)
      const revokedAt = random.chance(0.05) ? addSeconds(createdAt, 3600 + random.below(daySeconds)) : null
      batch.certificate.push([
        id,
        customer.id,
        authority.id,
        serial.toString('hex'),
        revokedAt ? 'revoked' : 'issued',
        publicKeyDer,
        createHash('sha256').update(publicKeyDer).digest(),
        der.subarray(model.tbsAt, model.tbsAt + model.tbsLength),
        der,
        fingerprint,
        list,
        random.chance(0.7) ? 'otp:sms' : 'otp:email',
        notBefore,
        notAfter,
        createdAt,
        createdAt,
        revokedAt,
        revokedAt && random.pick(reasons),
      ])
      made.push({ id, serialNumber: serial.toString('hex'), fingerprint: fingerprint.toString('hex') })
    }
    return made
  }
}

const p256 = () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' }))
}
/** What stands before the point in the public key's DER. */
const p256Prefix = Buffer.from(p256()).subarray(0, -pointBytes)

async function makeModel(
  { issuer, signer, lists }: Awaited<ReturnType<typeof issuingAuthority>>,
  nameBytes: number,
  list: number,
): Promise<Model> {
  const serialNumber = serialOfList(list, lists)
  const publicKeyDer = p256()
  const accountId = 'MODELACCOUNTID23'
  const commonName = 'n'.repeat(nameBytes)
  const subject = { ...issuer.organisation, serialNumber: accountId, commonName }
  const { validityDays } = policy().certificate
  const { PKI_URL: pkiUrl } = env()
  const { tbs, notBefore, notAfter } = await endEntityTbs({
    issuer,
    subject,
    publicKeyDer,
    serialNumber,
    now: new Date(),
    validityDays,
    pkiUrl,
    lists,
  })
  const der = Buffer.from(signedCertificate(tbs, issuer.signature, await signer.sign(tbs)))
  const parts = {
    serialNumber: Buffer.from(serialNumber),
    accountId: Buffer.from(accountId),
    name: Buffer.from(commonName),
    publicKey: Buffer.from(publicKeyDer).subarray(-pointBytes),
    notBefore: utcTime(notBefore),
    notAfter: utcTime(notAfter),
  }
  return { der, tbsAt: der.indexOf(tbs), tbsLength: tbs.length, parts }
}

function serialOfList(list: number, lists: RevocationLists): Bytes {
  for (;;) {
    const serialNumber = newSerialNumber()
    if (revocationListOf(serialNumber, lists) === list) return serialNumber
  }
}

function filled({ der, parts }: Model, values: Record<Part, Buffer>): Buffer {
  const copy = Buffer.from(der)
  for (const part of Object.keys(parts) as Part[]) values[part].copy(copy, der.lastIndexOf(parts[part]))
  return copy
}

/** As UTCTime writes it (RFC 5280 4.1.2.5.1). */
function utcTime(date: Date): Buffer {
  return Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`)
}
