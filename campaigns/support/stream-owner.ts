import { type ApiClient, apiClient, tokenOf } from '@/test/api-client'
import { issuedCertificate } from '@/test/issued'
import { giveUsedKey } from './used-keys'

/** An API session, opened with a key over mutual TLS. */
export type OpenSession = { keyId: string; token: string }

/** A customer whose programs have logged in. */
export type StreamOwner = {
  customerId: string
  actor: Awaited<ReturnType<typeof issuedCertificate>>['customer']
  client: ApiClient
  sessions: OpenSession[]
}

/**
 * A new customer with a certificate and keys, and sessions that were opened with them at a gateway.
 * @param count how many keys, and how many sessions of each
 */
export async function streamOwner(
  { tls }: { tls: string },
  count: { keys: number; sessions: number },
): Promise<StreamOwner> {
  const certificate = await issuedCertificate()
  const { customer } = certificate
  const client = apiClient(tls, certificate.chain[2] ?? '', certificate)
  const sessions: OpenSession[] = []
  for (let slot = 1; slot <= count.keys; slot++) {
    const key = await giveUsedKey(customer, slot)
    for (let number = 0; number < count.sessions; number++) {
      const answer = await client.sign(key, 'POST', '/v1/sessions')
      if (answer.status !== 201) throw new Error(`no session: ${JSON.stringify(answer.body)}`)
      sessions.push({ keyId: key.id, token: tokenOf(answer) })
    }
  }
  return { customerId: customer.customerId, actor: customer, client, sessions }
}
