import { OctetString, type Sequence } from 'asn1js'
import { type AlgorithmIdentifier, getCrypto, PKCS8ShroudedKeyBag } from 'pkijs'
import type { Bytes } from './bytes'
import { oids } from './oids'

/** What PBES2 (RFC 8018 6.2) made: the algorithm with its parameters, and the ciphertext. */
export type Encrypted = { algorithm: AlgorithmIdentifier; ciphertext: OctetString }

/** AES-256-CBC under a key from PBKDF2-HMAC-SHA256; a fresh salt and vector each time. */
export async function encryptWithPassword(
  plain: Bytes,
  password: string,
  iterations: number,
): Promise<Encrypted> {
  const info = await getCrypto(true).encryptEncryptedContentInfo({
    contentType: oids.data,
    contentToEncrypt: plain.buffer,
    // The vector here is only for the type: the library draws its own.
    contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256, iv: new Uint8Array(16) },
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: iterations,
    password: passwordBytes(password),
  })
  // The library cuts the ciphertext into pieces of indefinite length; importers are happier with one.
  const ciphertext = new OctetString({ valueHex: info.getEncryptedContent() })
  return { algorithm: info.contentEncryptionAlgorithm, ciphertext }
}

/** A PKCS#8 key as EncryptedPrivateKeyInfo (RFC 5958 3), in DER. */
export async function encryptPrivateKey(pkcs8: Bytes, password: string, iterations: number): Promise<Bytes> {
  const bag = shroudedKeyBag(await encryptWithPassword(pkcs8, password, iterations))
  return new Uint8Array((bag.toSchema() as Sequence).toBER(false))
}

/** A locked key: the same structure in PKCS#12’s bag as in a file of its own. */
export function shroudedKeyBag({ algorithm, ciphertext }: Encrypted): PKCS8ShroudedKeyBag {
  return new PKCS8ShroudedKeyBag({ encryptionAlgorithm: algorithm, encryptedData: ciphertext })
}

/** UTF-8, as PBES2 wants it. */
export function passwordBytes(password: string): ArrayBuffer {
  return new TextEncoder().encode(password).buffer
}
