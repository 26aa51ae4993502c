import type { ObjectIdentifier, OctetString } from 'asn1js'
import { CertBag, Certificate, PFX, PKCS8ShroudedKeyBag, PrivateKeyInfo, type SafeBag } from 'pkijs'
import { type Bytes, bytesOfBase64, hexOf } from './bytes'
import { openLockedKey } from './locked-key'
import { oids } from './oids'
import { passwordBytes } from './password-encryption'

/** What an exported file holds: a private key that signs and nothing else, and its certificate's serial number. */
export type OpenedKey = {
  /** Lower-case hex. */
  serialNumber: string
  /** Not extractable. */
  privateKey: CryptoKey
}

/**
 * Opens a `.p12` (RFC 7292) or an encrypted PEM file as this portal, and OpenSSL 3, write them.
 * @throws Error when the password is wrong, or it is no such file
 */
export async function openKeyFile(file: Bytes, password: string): Promise<OpenedKey> {
  const text = new TextDecoder('latin1').decode(file)
  const { key, certificate } = text.includes('-----BEGIN ')
    ? await openPem(text, password)
    : await openPkcs12(file, password)
  const serialNumber = hexOf(certificate.serialNumber.valueBlock.valueHexView)
  return { serialNumber, privateKey: await importKey(key) }
}

type Found = { key: PrivateKeyInfo; certificate: Certificate }

async function openPem(text: string, password: string): Promise<Found> {
  return {
    key: await unlock(pemBlock(text, 'ENCRYPTED PRIVATE KEY'), password),
    certificate: Certificate.fromBER(pemBlock(text, 'CERTIFICATE')),
  }
}

/** The first of its kind: an export has the key's own certificate before its issuers'. */
function pemBlock(text: string, label: string): Bytes {
  const [, body] = new RegExp(`-----BEGIN ${label}-----([^-]+)-----END ${label}-----`).exec(text) ?? []
  if (!body) throw new Error(`there is no ${label} in the file`)
  return bytesOfBase64(body.replace(/\s/g, ''))
}

async function openPkcs12(file: Bytes, password: string): Promise<Found> {
  const pfx = PFX.fromBER(file)
  const secret = passwordBytes(password)
  await pfx.parseInternalValues({ password: secret, checkIntegrity: true })
  const safe = pfx.parsedValue?.authenticatedSafe
  if (!safe) throw new Error('the file holds nothing')
  const passwords = safe.safeContents.map(({ contentType }) =>
    contentType === oids.encryptedData ? { password: secret } : {},
  )
  await safe.parseInternalValues({ safeContents: passwords })
  const bags: SafeBag[] = safe.parsedValue.safeContents.flatMap(
    ({ value }: { value: { safeBags: SafeBag[] } }) => value.safeBags,
  )
  const keyBag = bags.find(({ bagValue }) => bagValue instanceof PKCS8ShroudedKeyBag)
  const certificates = bags.filter(({ bagValue }) => bagValue instanceof CertBag)
  const own = certificates.find((bag) => keyBag && labelOf(bag) === labelOf(keyBag)) ?? certificates[0]
  const certificate = own && (own.bagValue as CertBag).parsedValue
  if (!keyBag || !(certificate instanceof Certificate)) throw new Error('there is no key with a certificate')
  const lockedKey = new Uint8Array((keyBag.bagValue as PKCS8ShroudedKeyBag).toSchema().toBER(false))
  return { key: await unlock(lockedKey, password), certificate }
}

/** What ties a key to its certificate. */
function labelOf({ bagAttributes = [] }: SafeBag): string | null {
  const label: OctetString | undefined = bagAttributes.find(({ type }) => type === oids.localKeyId)?.values[0]
  return label ? hexOf(label.valueBlock.valueHexView) : null
}

async function unlock(lockedKey: Bytes, password: string): Promise<PrivateKeyInfo> {
  return PrivateKeyInfo.fromBER(await openLockedKey(lockedKey, password))
}

const curves: Record<string, string> = { [oids.p256]: 'P-256', [oids.p384]: 'P-384' }

function importKey(key: PrivateKeyInfo): Promise<CryptoKey> {
  const { algorithmId, algorithmParams } = key.privateKeyAlgorithm
  const namedCurve = curves[(algorithmParams as ObjectIdentifier | undefined)?.valueBlock.toString() ?? '']
  const algorithm =
    algorithmId === oids.rsaEncryption
      ? { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
      : { name: 'ECDSA', namedCurve: namedCurve ?? 'none' }
  return crypto.subtle.importKey('pkcs8', key.toSchema().toBER(false), algorithm, false, ['sign'])
}
