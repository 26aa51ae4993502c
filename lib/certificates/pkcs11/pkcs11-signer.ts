import 'server-only'
import { createHash } from 'node:crypto'
import { log } from '@/lib/log'
import type { Bytes } from '@/lib/pki/bytes'
import type { SignatureKind } from '@/lib/pki/certificate-parts'
import { derSignature } from '@/lib/pki/der-signature'
import { readPkcs11Uri } from '@/lib/pki/pkcs11-uri'
import { StartError } from '@/lib/start-error'
import type { Signer } from '../signer'
import { loadModule } from './load-module'
import { close, type OpenKey, openKey } from './open-key'

const curves = {
  'ecdsa-sha256': { hash: 'sha256', bytes: 64 },
  'ecdsa-sha384': { hash: 'sha384', bytes: 96 },
} as const

/** A session does one thing at a time: those that want to sign queue up. */
type Place = { key: OpenKey | null; last: Promise<unknown> }

const places = new Map<string, Place>()

/**
 * A signer whose key never leaves its device. Its session is opened at the first use and kept; when the device has
 * lost it, it is opened anew, once.
 * @param uri RFC 7512, without PIN and library
 */
export function pkcs11Signer(uri: string, kind: SignatureKind): Signer {
  const { hash } = curves[kind]
  return {
    sign(toBeSigned) {
      const digest = createHash(hash).update(toBeSigned).digest()
      const place = places.get(uri) ?? { key: null, last: Promise.resolve() }
      places.set(uri, place)
      const signed = place.last.then(() => signReopening(place, uri, digest, kind))
      // The next one's turn comes whatever became of this one.
      place.last = signed.catch(() => {})
      return signed
    },
  }
}

async function signReopening(place: Place, uri: string, digest: Buffer, kind: SignatureKind): Promise<Bytes> {
  const wasOpen = place.key !== null
  try {
    return await signOnce(place, uri, digest, kind)
  } catch (error) {
    if (place.key) close(place.key, place.key.session)
    place.key = null
    if (!wasOpen || error instanceof StartError) throw error
    log.warn({ error }, 'the session with the CA’s device was lost: opening another')
    return signOnce(place, uri, digest, kind)
  }
}

async function signOnce(place: Place, uri: string, digest: Buffer, kind: SignatureKind): Promise<Bytes> {
  place.key ??= openKey(await loadModule(), readPkcs11Uri(uri))
  const { library, pkcs11, session, key } = place.key
  // Over the hash: every device has this mechanism, not every one hashes by itself.
  library.C_SignInit(session, { mechanism: pkcs11.CKM_ECDSA }, key)
  return derSignature(await library.C_SignAsync(session, digest, Buffer.alloc(curves[kind].bytes)))
}
