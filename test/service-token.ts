import { systemActor } from '@/lib/access/actor'
import { createServiceToken } from '@/lib/services/create-service-token'

/** The token of a new service that may ask the gateway. @param name what operators know it by */
export async function serviceToken(name = 'orders'): Promise<string> {
  const { token } = await createServiceToken({ actor: systemActor, account: null }, name)
  return token
}
