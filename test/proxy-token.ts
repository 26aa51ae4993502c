import { systemActor } from '@/lib/access/actor'
import { createServiceToken } from '@/lib/services/create-service-token'

/** A token for a proxy that asks the gateway. */
export async function proxyToken(): Promise<string> {
  const { token } = await createServiceToken({ actor: systemActor, account: null }, 'proxy')
  return token
}
