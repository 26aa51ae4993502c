import type { Operator } from '@/lib/access/operator'
import 'server-only'
import type { KeyObject } from 'node:crypto'
import { recordEvent } from '@/lib/audit/record-event'
import type { Tx } from '@/lib/db/client'
import { rootTbs } from '@/lib/pki/authority-profile'
import { signedCertificate } from '@/lib/pki/certificate-parts'
import { readIssuer } from '@/lib/pki/issuer'
import type { NameParts } from '@/lib/pki/names'
import { serialNumberHex } from '@/lib/pki/serial-number'
import { authorityEvent } from './authority-event'
import type { SigningAuthority } from './issuing-authority'
import { keepAuthority } from './keep-authority'
import { writeEncryptedKey, writeKeyFile } from './key-file'
import { keySigner } from './key-signer'
import { newAuthority } from './new-authority'

/** Where a root's key goes: a file that is carried away, or else among the keys of this installation. */
export type OfflineKey = { path: string; passphrase: string }

/**
 * Makes a root of a P-384 key. Its key goes straight to where it stays; the caller may sign with it meanwhile.
 * @throws StartError when the key can't be written there
 */
export async function makeRoot(
  tx: Tx,
  operator: Operator,
  { name, years, offline }: { name: NameParts; years: number; offline: OfflineKey | null },
): Promise<SigningAuthority> {
  const root = newAuthority(name, 'P-384', { years })
  const tbs = await rootTbs(root)
  const signer = keySigner(root.privateKey, 'ecdsa-sha384')
  const der = signedCertificate(tbs, 'ecdsa-sha384', await signer.sign(tbs))
  const keyLocation = await keepRootKey(root.privateKey, serialNumberHex(root.serialNumber), offline)
  const id = await keepAuthority(tx, { role: 'root', der, issuerId: null, keyLocation })
  const issuer = readIssuer(der)
  await recordEvent(tx, operator.actor, authorityEvent('authority.made', operator, { id, role: 'root', der }))
  return { id, issuer, signer }
}

async function keepRootKey(key: KeyObject, serialNumber: string, offline: OfflineKey | null) {
  if (offline) {
    await writeEncryptedKey(offline.path, key, offline.passphrase)
    return null
  }
  const file = `root-${serialNumber.slice(0, 16)}.key.pem`
  await writeKeyFile(file, key)
  return `file:${file}`
}
