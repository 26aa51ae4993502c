import { fromBER } from 'asn1js'
import { EncryptedContentInfo, getCrypto, PKCS8ShroudedKeyBag } from 'pkijs'
import type { Bytes } from './bytes'
import { checkExportRules } from './export-rules'
import { oids } from './oids'
import { encryptPrivateKey, passwordBytes } from './password-encryption'

/**
 * Locks a PKCS#8 key with a password: EncryptedPrivateKeyInfo (RFC 5958 section 3) in DER.
 * @throws RangeError as `checkExportRules`
 */
export async function lockKey(pkcs8: Bytes, password: string, iterations: number): Promise<Bytes> {
  checkExportRules({ password, iterations })
  return encryptPrivateKey(pkcs8, password, iterations)
}

/**
 * Opens what `lockKey` made. The encryption has no checksum of its own: in one of 256 cases a wrong password brings
 * out bytes that are no key, and whoever imports them sees it.
 * @returns PKCS#8
 * @throws Error when the password is wrong
 */
export async function openLockedKey(lockedKey: Bytes, password: string): Promise<Bytes> {
  const { encryptionAlgorithm, encryptedData } = new PKCS8ShroudedKeyBag({
    schema: fromBER(lockedKey).result,
  })
  const encryptedContentInfo = new EncryptedContentInfo({
    contentType: oids.data,
    contentEncryptionAlgorithm: encryptionAlgorithm,
  })
  encryptedContentInfo.encryptedContent = encryptedData
  const opened = await getCrypto(true).decryptEncryptedContentInfo({
    encryptedContentInfo,
    password: passwordBytes(password),
  })
  return new Uint8Array(opened)
}
