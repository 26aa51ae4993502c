import 'server-only'
import { systemActor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { addSeconds, clock } from '@/lib/clock'
import type { Tx } from '@/lib/db/client'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { serverAuthorityTbs } from '@/lib/pki/authority-profile'
import type { Bytes } from '@/lib/pki/bytes'
import { signedCertificate } from '@/lib/pki/certificate-parts'
import { serialNumberHex } from '@/lib/pki/serial-number'
import { authorityEvent } from './authority-event'
import { type SigningAuthority, withSigner } from './issuing-authority'
import { keepAuthority } from './keep-authority'
import { writeKeyFile } from './key-file'
import { newAuthority } from './new-authority'
import { isKeyHere } from './open-signer'

const years = 10
/** One that ends sooner would give a certificate that ends too soon. */
const neededSeconds = 90 * 86_400

/** With its certificate, which goes below those that it signs. */
export type ServerAuthority = SigningAuthority & { der: Bytes }

/**
 * The CA for the gateway's own certificate, made where there is none: it wants the root's key, which is here until it
 * is taken offline. The caller holds the lock on CAs.
 * @returns null when there is none and none can be made
 */
export async function serverAuthority(tx: Tx): Promise<ServerAuthority | null> {
  return (await withKeyHere(tx, 'server')) ?? (await makeServerAuthority(tx))
}

async function makeServerAuthority(tx: Tx): Promise<ServerAuthority | null> {
  const root = await withKeyHere(tx, 'root')
  if (!root) {
    log.warn("the gateway's certificate can't be made: the root's key is not here")
    return null
  }
  const name = { ...root.issuer.organisation, commonName: 'Signet Server CA' }
  const made = newAuthority(name, 'P-256', { years })
  const notAfter = new Date(Math.min(made.notAfter.getTime(), root.issuer.notAfter.getTime()))
  const tbs = await serverAuthorityTbs({ ...made, notAfter, root: root.issuer, pkiUrl: env().PKI_URL })
  const der = signedCertificate(tbs, root.issuer.signature, await root.signer.sign(tbs))
  const file = `server-${serialNumberHex(made.serialNumber).slice(0, 16)}.key.pem`
  await writeKeyFile(file, made.privateKey)
  const kept = { role: 'server', der, issuerId: root.id, keyLocation: `file:${file}` } as const
  const id = await keepAuthority(tx, kept)
  const operator = { actor: systemActor, account: null }
  await recordEvent(tx, systemActor, authorityEvent('authority.made', operator, { id, role: 'server', der }))
  return withDer({ id, der, keyLocation: kept.keyLocation })
}

async function withKeyHere(tx: Tx, role: 'root' | 'server'): Promise<ServerAuthority | null> {
  const row = await tx.certificateAuthority.findFirst({
    where: { role, keyLocation: { not: null }, notAfter: { gt: addSeconds(clock.now(), neededSeconds) } },
    orderBy: { createdAt: 'desc' },
  })
  if (!row?.keyLocation || !(await isKeyHere(row.keyLocation))) return null
  return withDer(row)
}

function withDer(row: { id: string; der: Bytes; keyLocation: string | null }): ServerAuthority | null {
  const authority = withSigner(row)
  return authority && { ...authority, der: row.der }
}
