import { systemActor } from '@/lib/access/actor'
import { createServiceToken } from '@/lib/services/create-service-token'
import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { verifyClient } from '@/test/verify-client'

/** A gateway's process, and a service that asks it. */
export type LaunchedVerifier = LaunchedGateway & ReturnType<typeof verifyClient>

/** Starts so many gateways on the database of the settings in `process.env`. */
export async function launchVerifiers(count: number): Promise<LaunchedVerifier[]> {
  const token = await newServiceToken()
  const gateways = await Promise.all(Array.from({ length: count }, () => launchGateway()))
  return gateways.map((gateway) => ({ ...gateway, ...verifyClient(gateway.internal, token) }))
}

/** A token with which any gateway of the installation can be asked. */
export async function newServiceToken(): Promise<string> {
  return (await createServiceToken({ actor: systemActor, account: null }, 'campaign')).token
}
