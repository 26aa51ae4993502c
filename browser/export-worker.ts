import type { Bytes } from '@/lib/pki/bytes'
import type { ExportFormat } from '@/lib/pki/export-name'
import { lockKey, openLockedKey } from '@/lib/pki/locked-key'
import { makePem } from '@/lib/pki/make-pem'
import { makePkcs12, type Pkcs12Input, type Pkcs12Step } from '@/lib/pki/make-pkcs12'
import { chooseRounds } from './choose-rounds'

export type ExportRequest = Omit<Pkcs12Input, 'pkcs8' | 'iterations'> & {
  /** The exportable key of the page that made it, or the backup that this browser keeps, under the same password. */
  key: CryptoKey | Bytes
  format: ExportFormat
  /** Whether a backup is wanted too. */
  withBackup: boolean
}
export type ExportProgress = 'measure' | 'open' | Pkcs12Step
export type Exported = {
  file: Bytes
  /** EncryptedPrivateKeyInfo in DER, under the file's password; null when none was wanted. */
  backup: Bytes | null
}
export type ExportMessage =
  | { kind: 'progress'; step: ExportProgress }
  | { kind: 'done'; exported: Exported }
  | { kind: 'wrong_password' }
  | { kind: 'failed'; reason: string }

const say = (message: ExportMessage) => postMessage(message)
const reportStep = (step: ExportProgress) => say({ kind: 'progress', step })

/** Makes the file beside the page: hundreds of thousands of rounds would freeze it. */
addEventListener('message', async ({ data }: MessageEvent<ExportRequest>) => {
  try {
    const pkcs8 = await readKey(data)
    if (!pkcs8) return say({ kind: 'wrong_password' })
    const exported = await makeFile(pkcs8, data).finally(() => pkcs8.fill(0))
    say({ kind: 'done', exported })
  } catch (error) {
    say({ kind: 'failed', reason: String(error) })
  }
})

/** The key as PKCS#8; null when the password does not open the backup. */
async function readKey({ key, password }: ExportRequest): Promise<Bytes | null> {
  if (key instanceof CryptoKey) return new Uint8Array(await crypto.subtle.exportKey('pkcs8', key))
  reportStep('open')
  try {
    const pkcs8 = await openLockedKey(key, password)
    await crypto.subtle.importKey('pkcs8', pkcs8, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign'])
    return pkcs8
  } catch {
    return null
  }
}

async function makeFile(pkcs8: Bytes, request: ExportRequest): Promise<Exported> {
  const { format, withBackup, password, chain } = request
  reportStep('measure')
  const iterations = await chooseRounds()
  reportStep('key')
  const locked = format === 'pem' || withBackup ? await lockKey(pkcs8, password, iterations) : null
  const file =
    format === 'pem' && locked
      ? new TextEncoder().encode(makePem(locked, chain))
      : await makePkcs12({ ...request, pkcs8, iterations }, reportStep)
  return { file, backup: withBackup ? locked : null }
}
