import { X509Certificate } from 'node:crypto'

/** A certificate's subject on one line, for people: `C=TW, O=Signet, CN=Signet Root CA`. */
export function subjectText(der: Uint8Array): string {
  return new X509Certificate(der).subject.replaceAll('\n', ', ')
}
