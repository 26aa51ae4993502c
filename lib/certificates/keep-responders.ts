import 'server-only'
import { generateKeyPairSync } from 'node:crypto'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/new-id'
import { log } from '@/lib/log'
import type { Bytes } from '@/lib/pki/bytes'
import { signedCertificate } from '@/lib/pki/certificate-parts'
import { responderTbs } from '@/lib/pki/responder-profile'
import { newSerialNumber } from '@/lib/pki/serial-number'
import { withSigner } from './issuing-authority'
import { sealResponderKey } from './responder-key'

const daySeconds = 86_400
const lifeSeconds = 30 * daySeconds
/** So long before its end it gets a successor: time enough to mend a CA's signer that is out of order. */
const renewSeconds = 10 * daySeconds
const backdateSeconds = 5 * 60

/**
 * Gives each issuing CA whose key is here a responder for OCSP, and a new one before the old one ends; deletes those
 * that have ended. Two at once give a CA two, either of which answers for it.
 * @throws Error of the first CA that could not sign, after the others are done
 */
export async function keepResponders(): Promise<void> {
  const now = clock.now()
  const due = await database().certificateAuthority.findMany({
    where: {
      role: 'issuing',
      keyLocation: { not: null },
      firstList: { not: null },
      // None outlives its CA: in a CA's last days the one that is there stays.
      OR: [now, addSeconds(now, renewSeconds)].map((at) => ({
        notAfter: { gt: at },
        responders: { none: { notAfter: { gt: at } } },
      })),
    },
    select: { id: true, der: true, keyLocation: true },
  })
  const failures: unknown[] = []
  for (const authority of due)
    await addResponder(authority).catch((error: unknown) => {
      log.error({ error, authorityId: authority.id }, 'an OCSP responder could not be made')
      failures.push(error)
    })
  if (due.length > 0) await database().ocspResponder.deleteMany({ where: { notAfter: { lte: now } } })
  if (failures.length > 0) throw failures[0]
}

async function addResponder(row: { id: string; der: Bytes; keyLocation: string | null }): Promise<void> {
  const authority = withSigner(row)
  if (!authority) return
  const { issuer, signer } = authority
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const now = clock.now()
  const window = {
    notBefore: addSeconds(now, -backdateSeconds),
    notAfter: new Date(Math.min(addSeconds(now, lifeSeconds).getTime(), issuer.notAfter.getTime())),
  }
  const tbs = await responderTbs({
    issuer,
    name: { ...issuer.organisation, commonName: 'Signet OCSP Responder' },
    publicKeyDer: Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' })),
    serialNumber: newSerialNumber(),
    ...window,
  })
  const der = signedCertificate(tbs, issuer.signature, await signer.sign(tbs))
  const id = newId()
  await database().ocspResponder.create({
    data: { id, authorityId: row.id, der, keySealed: sealResponderKey(id, privateKey), ...window },
    select: { id: true },
  })
}
