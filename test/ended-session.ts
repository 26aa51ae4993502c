import { createHash, X509Certificate } from 'node:crypto'
import { deactivateKey } from '@/lib/keys/deactivate-key'
import { logInWithKey } from '@/lib/sessions/log-in-with-key'
import { issuedCertificate } from './issued'
import { makeKey } from './keys'
import { provenKey } from './proven-key'

/** The token of an API session that ended when its key was turned off. The authorities must be there. */
export async function endedSession(): Promise<string> {
  const { customer, chain } = await issuedCertificate()
  const { id } = await makeKey(customer)
  const der = new X509Certificate(chain[0] ?? '').raw
  const { token } = await logInWithKey({
    ...{ address: '127.0.0.1', userAgent: '', requestId: 'r1' },
    customerId: customer.customerId,
    key: await provenKey(id),
    thumbprint: createHash('sha256').update(der).digest(),
  })
  await deactivateKey(customer, { id })
  return token
}
