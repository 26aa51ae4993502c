import { decodeBase64 } from '@/lib/signing/read-signature'

const pem = /^-----BEGIN CERTIFICATE-----\s([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/

/**
 * The certificate that a proxy passes on in a header, in whichever of the usual forms: `:base64:` (RFC 9440 2.1), bare
 * base64 (Caddy, Traefik), percent-encoded PEM (nginx), or as `Cert="…"` of the only element of Envoy's header.
 * @returns its DER, or null when it is none of these or several
 */
export function readCertificateHeader(value: string): Buffer | null {
  const bare = /^:(.+):$/.exec(value)?.[1] ?? value
  const decoded = decodeBase64(bare)
  if (decoded) return decoded.length > 0 ? decoded : null
  const quoted = /^[^,"]*;?Cert="([^",]+)"[^,"]*$/.exec(value)?.[1]
  const text = pem.exec(unescapeOnce(quoted ?? value))?.[1]
  return text ? decodeBase64(text.replace(/\s/g, '')) : null
}

function unescapeOnce(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
