import { BmpString, OctetString, type Sequence } from 'asn1js'
import {
  Attribute,
  AuthenticatedSafe,
  CertBag,
  Certificate,
  ContentInfo,
  EncryptedContentInfo,
  EncryptedData,
  PFX,
  PrivateKeyInfo,
  SafeBag,
  SafeContents,
} from 'pkijs'
import type { Bytes } from './bytes'
import { checkExportRules } from './export-rules'
import { oids } from './oids'
import { encryptWithPassword, passwordBytes, shroudedKeyBag } from './password-encryption'

export type Pkcs12Step = 'key' | 'certificates' | 'seal'

export type Pkcs12Input = {
  /** The private key, PKCS#8. */
  pkcs8: Bytes
  /** In DER, the key's own certificate first, its issuers after it: some clients fail without them. */
  chain: Bytes[]
  /** Printable ASCII only: Java can't open others. */
  password: string
  friendlyName: string
  /** Ties the key to its certificate; the same bytes on both. */
  localKeyId: Bytes
  /** Of PBKDF2 and of the MAC alike: an attacker uses the cheaper of the two. */
  iterations: number
}

/**
 * A PKCS#12 file (RFC 7292): key and chain under AES-256-CBC with PBKDF2-HMAC-SHA256, HMAC-SHA256 over all.
 * Runs in the browser's Worker; `onStep` tells how far it is.
 * @throws RangeError as `checkExportRules`
 */
export async function makePkcs12(
  input: Pkcs12Input,
  onStep: (step: Pkcs12Step) => void = () => {},
): Promise<Bytes> {
  const { password, iterations } = input
  checkExportRules(input)
  onStep('key')
  const key = PrivateKeyInfo.fromBER(input.pkcs8)
  const shrouded = shroudedKeyBag(await encryptWithPassword(derOf(key), password, iterations))
  const keyBag = new SafeBag({
    bagId: oids.pkcs8ShroudedKeyBag,
    bagValue: shrouded,
    bagAttributes: labels(input),
  })
  onStep('certificates')
  const certificates = input.chain.map(
    (der, index) =>
      new SafeBag({
        bagId: oids.certBag,
        bagValue: new CertBag({ parsedValue: Certificate.fromBER(der) }),
        ...(index === 0 ? { bagAttributes: labels(input) } : {}),
      }),
  )
  const encrypted = await encryptWithPassword(derOf(contents(certificates)), password, iterations)

  onStep('seal')
  const safes = [dataOf(contents([keyBag])), encryptedDataOf(encrypted)]
  const pfx = new PFX({
    parsedValue: { integrityMode: 0, authenticatedSafe: new AuthenticatedSafe({ safeContents: safes }) },
  })
  await pfx.makeInternalValues({
    password: passwordBytes(password),
    iterations,
    pbkdf2HashAlgorithm: 'SHA-256',
    hmacHashAlgorithm: 'SHA-256',
  })
  return derOf(pfx)
}

function derOf(object: { toSchema: () => unknown }): Bytes {
  return new Uint8Array((object.toSchema() as Sequence).toBER(false))
}

function contents(safeBags: SafeBag[]): SafeContents {
  return new SafeContents({ safeBags })
}

function dataOf(plain: SafeContents): ContentInfo {
  return new ContentInfo({
    contentType: oids.data,
    content: new OctetString({ valueHex: derOf(plain).buffer }),
  })
}

function encryptedDataOf(encrypted: Awaited<ReturnType<typeof encryptWithPassword>>): ContentInfo {
  const info = new EncryptedContentInfo({
    contentType: oids.data,
    contentEncryptionAlgorithm: encrypted.algorithm,
  })
  // Set here and not above: the constructor would cut it into pieces.
  info.encryptedContent = encrypted.ciphertext
  const data = new EncryptedData({ version: 0, encryptedContentInfo: info })
  return new ContentInfo({ contentType: oids.encryptedData, content: data.toSchema() })
}

function labels({ friendlyName, localKeyId }: Pkcs12Input): Attribute[] {
  return [
    new Attribute({ type: oids.friendlyName, values: [new BmpString({ value: friendlyName })] }),
    new Attribute({ type: oids.localKeyId, values: [new OctetString({ valueHex: localKeyId.buffer })] }),
  ]
}
