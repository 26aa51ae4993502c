import { base64Of } from './bytes'

/** PEM with lines of 64 characters (RFC 7468). @param label such as `CERTIFICATE` */
export function toPem(label: string, der: Uint8Array): string {
  const lines = base64Of(der).match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
