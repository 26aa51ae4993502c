import { createPublicKey } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { ed25519PointBytes, pointOfSpki, spkiOfPoint } from './ed25519-spki'
import { looksPrivate } from './looks-private'

/** Why a text is no public key that could be taken. */
export type PublicKeyProblem =
  | 'public_key_required'
  /** Somebody pasted what they must keep to themselves: it is not to be kept or written down. */
  | 'public_key_private'
  | 'public_key_malformed'
  | 'public_key_algorithm'
  /** A signature that holds for it could be made without its private key. */
  | 'public_key_weak'

const maxLength = 4096
/** A public key of OpenSSH up to the point: its name and its point, each behind its length (RFC 8709 4). */
const sshHead = Buffer.from('0000000b7373682d6564323535313900000020', 'hex')
/** A line as ssh-keygen writes it: name, key and comment. */
const sshLine = /^((?:ssh|ecdsa|sk)-[\w@.-]+) +(\S+)(?: .*)?$/
/** PKCS#8 as far as its version (RFC 5958 2): INTEGER 0 or 1 at the beginning, where a public key has a SEQUENCE. */
const pkcs8Start = /^30(8[1-4])?([0-9a-f]{2}){1,4}0201(00|01)30/
const armour = /^-----BEGIN PUBLIC KEY-----\s([A-Za-z0-9+/=\s]*?)-----END PUBLIC KEY-----$/

/**
 * Reads an Ed25519 public key as people have it: SubjectPublicKeyInfo as PEM or base64, a line of OpenSSH, or its 32
 * bytes in base64, base64url or hex. Never says in an error what was typed: it may be a secret.
 * @returns SubjectPublicKeyInfo in base64
 */
export function readEd25519Key(text: string): { spki: string } | { problem: PublicKeyProblem } {
  const trimmed = text.trim()
  if (trimmed === '') return { problem: 'public_key_required' }
  if (looksPrivate(trimmed)) return { problem: 'public_key_private' }
  const [, sshName, sshKey] = sshLine.exec(trimmed) ?? []
  if (sshName && sshName !== 'ssh-ed25519') return { problem: 'public_key_algorithm' }
  const bytes = trimmed.length > maxLength ? null : bytesOf(sshKey ?? trimmed)
  if (!bytes) return { problem: 'public_key_malformed' }
  // A seed with its point behind it, as some libraries keep a private key.
  if (pkcs8Start.test(bytes.toString('hex')) || bytes.length === 2 * ed25519PointBytes)
    return { problem: 'public_key_private' }
  const point = bytes.length === ed25519PointBytes ? bytes : pointOf(bytes)
  if (typeof point === 'string') return { problem: point }
  return isStrong(point) ? { spki: spkiOfPoint(point).toString('base64') } : { problem: 'public_key_weak' }
}

function bytesOf(text: string): Buffer | null {
  const inside = armour.exec(text)?.[1] ?? text
  const packed = inside.replace(/\s/g, '')
  if (/^[0-9a-f]{64}$/i.test(packed)) return Buffer.from(packed, 'hex')
  const decoded = Buffer.from(packed, 'base64')
  // Node's decoder skips what it does not know; only the text that it would write itself is base64.
  const unpadded = packed.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/')
  return decoded.length > 0 && decoded.toString('base64').replace(/=+$/, '') === unpadded ? decoded : null
}

/** The point of a key in one of two formats, each in its one form. */
function pointOf(bytes: Buffer): Buffer | PublicKeyProblem {
  const point = pointOfSpki(bytes) ?? pointOfSsh(bytes)
  if (point) return point
  try {
    const { asymmetricKeyType } = createPublicKey({ key: bytes, format: 'der', type: 'spki' })
    return asymmetricKeyType === 'ed25519' ? 'public_key_malformed' : 'public_key_algorithm'
  } catch {
    return 'public_key_malformed'
  }
}

function pointOfSsh(bytes: Buffer): Buffer | null {
  const isOne =
    bytes.length === sshHead.length + ed25519PointBytes && bytes.subarray(0, sshHead.length).equals(sshHead)
  return isOne ? bytes.subarray(sshHead.length) : null
}

/** RFC 8032 5.1.3 as it is written, and of the large prime order: a point of small order signs for anybody. */
function isStrong(point: Uint8Array): boolean {
  try {
    const decoded = ed25519.Point.fromBytes(Uint8Array.from(point))
    return !decoded.isSmallOrder() && decoded.isTorsionFree()
  } catch {
    return false
  }
}
