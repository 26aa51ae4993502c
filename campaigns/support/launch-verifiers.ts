import { type LaunchedGateway, launchGateway } from '@/test/launch-gateway'
import { serviceToken } from '@/test/service-token'
import { verifyClient } from '@/test/verify-client'

/** A gateway's process, and a service that asks it. */
export type LaunchedVerifier = LaunchedGateway & ReturnType<typeof verifyClient>

/**
 * Starts so many gateways on the database of the settings in `process.env`.
 * @param settings in place of those
 */
export async function launchVerifiers(
  count: number,
  settings: Record<string, string> = {},
): Promise<LaunchedVerifier[]> {
  const token = await serviceToken('campaign')
  const gateways = await Promise.all(Array.from({ length: count }, () => launchGateway(settings)))
  return gateways.map((gateway) => ({ ...gateway, ...verifyClient(gateway.internal, token) }))
}
