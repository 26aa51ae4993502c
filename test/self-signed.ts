import { join } from 'node:path'
import { openssl } from './openssl'

/** Files for the gateway's TLS as an operator brings them, and the settings that name them. */
export function selfSigned(folder: string): { GATEWAY_TLS_CERT: string; GATEWAY_TLS_KEY: string } {
  const files = {
    GATEWAY_TLS_CERT: join(folder, 'gateway.pem'),
    GATEWAY_TLS_KEY: join(folder, 'gateway.key.pem'),
  }
  const newKey = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost'
  openssl(`${newKey} -keyout ${files.GATEWAY_TLS_KEY} -out ${files.GATEWAY_TLS_CERT}`)
  return files
}
