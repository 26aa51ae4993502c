import 'server-only'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { addSeconds, clock } from '@/lib/clock'
import type { Bytes } from '@/lib/pki/bytes'
import type { NameParts } from '@/lib/pki/names'
import { newSerialNumber } from '@/lib/pki/serial-number'

const yearSeconds = 365 * 86_400
/** Before now, so that what is issued in the first minutes lies inside. */
const backdateSeconds = 3600

/** A CA in the making: a new key, and what its certificate will say. */
export type NewAuthority = {
  name: NameParts
  serialNumber: Bytes
  publicKeyDer: Bytes
  privateKey: KeyObject
  notBefore: Date
  notAfter: Date
}

/** Makes the key of a CA that is valid for some years, from now on or from a later day. */
export function newAuthority(
  name: NameParts,
  namedCurve: 'P-256' | 'P-384',
  { years, from = null }: { years: number; from?: Date | null },
): NewAuthority {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve })
  const start = from ?? clock.now()
  return {
    name,
    serialNumber: newSerialNumber(),
    publicKeyDer: Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' })),
    privateKey,
    notBefore: from ?? addSeconds(start, -backdateSeconds),
    notAfter: addSeconds(start, years * yearSeconds),
  }
}
