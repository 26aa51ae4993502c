import { randomBytes } from 'node:crypto'
import { addSeconds, clock } from '@/lib/clock'
import { database, type Prisma } from '@/lib/db/client'

/**
 * Gives a customer a certificate that counts as usable; nothing that reads its bytes would accept it.
 * @param values in place of what it would have
 * @returns its id
 */
export async function giveCertificate(
  customerId: string,
  values: Partial<Prisma.CertificateUncheckedCreateInput> = {},
): Promise<string> {
  const window = { notBefore: addSeconds(clock.now(), -60), notAfter: addSeconds(clock.now(), 365 * 86_400) }
  const authority = await database().certificateAuthority.create({
    data: { role: 'issuing', serialNumber: randomBytes(20).toString('hex'), der: Buffer.alloc(1), ...window },
  })
  const { id } = await database().certificate.create({
    data: {
      customerId,
      authorityId: authority.id,
      serialNumber: randomBytes(20).toString('hex'),
      status: 'issued',
      publicKeyDer: Buffer.alloc(1),
      publicKeySha256: randomBytes(32),
      tbsDer: Buffer.alloc(1),
      revocationList: 0,
      confirmedBy: 'otp:sms',
      ...window,
      ...values,
    },
    select: { id: true },
  })
  return id
}
