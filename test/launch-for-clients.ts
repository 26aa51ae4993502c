import { ensureAuthorities } from '@/lib/certificates/ensure-authorities'
import { ensureServerCertificate } from '@/lib/certificates/ensure-server-certificate'
import { type ApiClient, apiClient } from './api-client'
import { issuedCertificate, type TestCertificate } from './issued'
import { type LaunchedGateway, launchGateway } from './launch-gateway'

export type GatewayForClients = {
  gateway: LaunchedGateway
  /** What its clients trust it by, in PEM. */
  root: string
  /** A client that shows this certificate, or none, until `closeClients`. */
  over: (shown: TestCertificate | null) => ApiClient
  closeClients: () => void
}

/** Starts a gateway's process, for clients of its customers. */
export async function launchForClients(): Promise<GatewayForClients> {
  await ensureAuthorities()
  await ensureServerCertificate()
  const root = (await issuedCertificate()).chain[2] ?? ''
  const gateway = await launchGateway()
  const clients: ApiClient[] = []
  return {
    gateway,
    root,
    over: (shown) => {
      const client = apiClient(gateway.tls, root, shown)
      clients.push(client)
      return client
    },
    closeClients: () => {
      for (const client of clients.splice(0)) client.close()
    },
  }
}
