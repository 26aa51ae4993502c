import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { SecureContextOptions } from 'node:tls'
import { gatewayTlsFiles } from '@/lib/certificates/gateway-tls-files'
import { authorityBundle } from '@/lib/certificates/read-authority'
import { reasonOf, StartError } from '@/lib/start-error'

/**
 * What the gateway shows, and by whom it knows customers' certificates; both may change while it runs.
 * @throws StartError saying which file can't be read, or that they don't belong together
 */
export async function tlsOptions(): Promise<
  SecureContextOptions & { cert: string; key: string; ca: string }
> {
  const files = gatewayTlsFiles()
  const [cert, key, ca] = await Promise.all([read(files.certificate), read(files.key), authorityBundle()])
  if (!belongTogether(cert, key))
    throw new StartError(
      `The gateway's certificate ${files.certificate} and its key ${files.key} are not PEM files that belong together.`,
    )
  // RFC 9325 section 3.1.1.
  return { cert, key, ca, minVersion: 'TLSv1.2' }
}

function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error) => {
    throw new StartError(`The gateway can't read ${path} (${reasonOf(error)}).`)
  })
}

function belongTogether(cert: string, key: string): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))
  } catch {
    return false
  }
}
