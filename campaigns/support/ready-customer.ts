import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { addSeconds, clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { newSerialNumber, serialNumberHex } from '@/lib/pki/serial-number'
import { type TestCustomer, testCustomer } from '@/test/customer'

/** A signed-in customer with a usable certificate, and the key that belongs to it. */
export type ReadyCustomer = TestCustomer & { serialNumber: string; privateKey: KeyObject }

/** Puts customers who can make keys at once into the database. */
export async function readyCustomers(count: number): Promise<ReadyCustomer[]> {
  await ensureAuthorities()
  const authority = await database().certificateAuthority.findFirstOrThrow({ where: { role: 'issuing' } })
  const customers: ReadyCustomer[] = []
  for (let made = 0; made < count; made++) customers.push(await readyCustomer(authority.id))
  return customers
}

async function readyCustomer(authorityId: string): Promise<ReadyCustomer> {
  const customer = await testCustomer()
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const publicKeyDer = Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' }))
  const serialNumber = serialNumberHex(newSerialNumber())
  const now = clock.now()
  await database().certificate.create({
    data: {
      customerId: customer.customerId,
      authorityId,
      serialNumber,
      status: 'issued',
      publicKeyDer,
      publicKeySha256: Uint8Array.from(createHash('sha256').update(publicKeyDer).digest()),
      // What is signed is of no interest here: only the key, the status and the window are read.
      tbsDer: new Uint8Array(),
      revocationList: 0,
      confirmedBy: 'otp:sms',
      notBefore: addSeconds(now, -3600),
      notAfter: addSeconds(now, 86_400),
      issuedAt: now,
    },
  })
  return { ...customer, serialNumber, privateKey }
}
