import { CertificationRequest, RelativeDistinguishedNames } from 'pkijs'
import { base64Of } from '@/lib/pki/bytes'

/**
 * A PKCS#10 request (RFC 2986) in base64: the public key, and the proof that its private key is here. No name, no
 * extensions: the CA decides on those.
 */
export async function makeCsr(keys: { privateKey: CryptoKey; publicKey: CryptoKey }): Promise<string> {
  const request = new CertificationRequest({ attributes: [] })
  // An empty name; the library would write one empty part, which no name may have.
  request.subject = new RelativeDistinguishedNames({ valueBeforeDecode: Uint8Array.of(0x30, 0x00).buffer })
  await request.subjectPublicKeyInfo.importKey(keys.publicKey)
  await request.sign(keys.privateKey, 'SHA-256')
  return base64Of(new Uint8Array(request.toSchema(true).toBER(false)))
}
