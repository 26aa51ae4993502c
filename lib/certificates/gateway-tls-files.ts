import 'server-only'
import { join } from 'node:path'
import { env } from '@/lib/env'

/** The PEM files with the gateway's certificate and its private key: the operator's, or those that the demo makes. */
export function gatewayTlsFiles(): { certificate: string; key: string } {
  const { GATEWAY_TLS_CERT, GATEWAY_TLS_KEY } = env()
  if (GATEWAY_TLS_CERT && GATEWAY_TLS_KEY) return { certificate: GATEWAY_TLS_CERT, key: GATEWAY_TLS_KEY }
  const folder = join(env().SIGNET_DATA_DIR, 'gateway')
  return { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') }
}
