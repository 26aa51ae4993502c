import 'server-only'
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { env } from '@/lib/env'
import type { Bytes } from '@/lib/pki/bytes'
import { encryptPrivateKey } from '@/lib/pki/password-encryption'
import { toPem } from '@/lib/pki/pem'

/** Of PBKDF2-HMAC-SHA256 over the CA's passphrase (OWASP's figure); Node's own export takes 2,048. */
const keyFileRounds = 600_000

/** Where a CA's key files are. */
export function keyFilePath(name: string): string {
  return join(resolve(env().SIGNET_DATA_DIR), 'ca', name)
}

/** Writes a CA's private key as encrypted PKCS#8, for this user alone; never over another file. */
export async function writeKeyFile(name: string, pkcs8: Bytes): Promise<void> {
  const encrypted = await encryptPrivateKey(pkcs8, env().SIGNET_CA_PASSPHRASE, keyFileRounds)
  await mkdir(keyFilePath('.'), { recursive: true, mode: 0o700 })
  await writeFile(keyFilePath(name), toPem('ENCRYPTED PRIVATE KEY', encrypted), { mode: 0o600, flag: 'wx' })
}

/** @throws Error saying which file is missing or not opened by the passphrase */
export async function readKeyFile(name: string): Promise<KeyObject> {
  const path = keyFilePath(name)
  const pem = await readFile(path, 'utf8').catch((cause) => {
    throw new Error(`the CA's key can't be read at ${path}`, { cause })
  })
  try {
    return createPrivateKey({ key: pem, format: 'pem', passphrase: env().SIGNET_CA_PASSPHRASE })
  } catch (cause) {
    throw new Error(`SIGNET_CA_PASSPHRASE does not open ${path}`, { cause })
  }
}
