import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeCsr } from '@/browser/make-csr'
import type { CustomerActor } from '@/lib/access/actor'
import { issueCertificate } from '@/lib/certificates/issue-certificate'
import { requestCertificate } from '@/lib/certificates/request-certificate'
import { usableCertificates } from '@/lib/certificates/usable-certificates'
import { database } from '@/lib/db/client'
import { proveStepUp } from '@/lib/factors/prove-step-up'
import { openBody } from '@/lib/notices/notice-body'
import { StartError } from '@/lib/start-error'
import { dataFolder } from '../support/data-folder'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** A certificate's private key, as a browser would hold it. */
export type CertificateKey = { serialNumber: string; privateKey: CryptoKey }

/**
 * The key of a certificate of this customer's that this command applied for, now or earlier: it is kept in the demo's
 * data folder. With it a proof costs no one-time password, of which there are only so many a day.
 * @throws AppError when no certificate can be had
 */
export async function certificateKey(actor: CustomerActor): Promise<CertificateKey> {
  const file = join(keysFolder(), `${actor.customerId}.json`)
  const kept = read(file)
  const usable = await usableCertificates(database(), actor)
  if (kept && usable.some(({ serialNumber }) => serialNumber === kept.serialNumber))
    return { serialNumber: kept.serialNumber, privateKey: await importKey(kept.pkcs8) }
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const serialNumber = await apply(actor, { privateKey, publicKey })
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', privateKey)).toString('base64')
  writeFileSync(file, JSON.stringify({ serialNumber, pkcs8 }), { mode: 0o600 })
  return { serialNumber, privateKey }
}

function keysFolder(): string {
  const folder = join(dataFolder(), 'demo-keys')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

function read(file: string): { serialNumber: string; pkcs8: string } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

function importKey(pkcs8: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('pkcs8', Buffer.from(pkcs8, 'base64'), algorithm, false, ['sign'])
}

/** A whole application: the code that confirms it is read where the demo shows it. @returns the serial number */
async function apply(actor: CustomerActor, keys: { privateKey: CryptoKey; publicKey: CryptoKey }) {
  const spki = await crypto.subtle.exportKey('spki', keys.publicKey)
  const publicKey = Buffer.from(spki).toString('base64')
  const { stepUpId } = await requestCertificate(actor, { publicKey, channel: 'sms' })
  await proveStepUp(actor, { stepUpId, stepUpCode: await codeOf(actor) })
  return (await issueCertificate(actor, { csr: await makeCsr(keys) })).serialNumber
}

async function codeOf({ customerId, sessionId }: CustomerActor): Promise<string> {
  const challenge = await database().otpChallenge.findFirst({
    where: { customerId, sessionId },
    orderBy: { createdAt: 'desc' },
    select: { outboxId: true },
  })
  const id = challenge?.outboxId
  const row = id ? await database().outbox.findUnique({ where: { id } }) : null
  const code = row?.bodySealed && openBody(row.id, row.bodySealed).code
  if (!code)
    throw new StartError(
      'The one-time password for a certificate was sent away: apply for the certificate in the portal.',
    )
  return code
}
