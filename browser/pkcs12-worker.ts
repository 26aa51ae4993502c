import type { Bytes } from '@/lib/pki/bytes'
import { makePkcs12, type Pkcs12Input, type Pkcs12Step } from '@/lib/pki/make-pkcs12'
import { encryptPrivateKey } from '@/lib/pki/password-encryption'
import { toPem } from '@/lib/pki/pem'
import { chooseRounds } from './choose-rounds'

export type ExportRequest = Omit<Pkcs12Input, 'pkcs8' | 'iterations'> & {
  privateKey: CryptoKey
  format: 'p12' | 'pem'
}
export type ExportProgress = 'measure' | Pkcs12Step
export type ExportMessage =
  | { kind: 'progress'; step: ExportProgress }
  | { kind: 'done'; file: Bytes }
  | { kind: 'failed'; reason: string }

const say = (message: ExportMessage) => postMessage(message)

/** Makes the file beside the page: hundreds of thousands of rounds would freeze it. */
addEventListener('message', async ({ data }: MessageEvent<ExportRequest>) => {
  try {
    say({ kind: 'done', file: await makeFile(data) })
  } catch (error) {
    say({ kind: 'failed', reason: String(error) })
  }
})

async function makeFile({ privateKey, format, ...input }: ExportRequest): Promise<Bytes> {
  say({ kind: 'progress', step: 'measure' })
  const iterations = await chooseRounds()
  const pkcs8 = new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey))
  try {
    if (format === 'p12') return await makePkcs12({ ...input, pkcs8, iterations }, reportStep)
    reportStep('key')
    const key = toPem('ENCRYPTED PRIVATE KEY', await encryptPrivateKey(pkcs8, input.password, iterations))
    return new TextEncoder().encode(key + input.chain.map((der) => toPem('CERTIFICATE', der)).join(''))
  } finally {
    pkcs8.fill(0)
  }
}

function reportStep(step: Pkcs12Step): void {
  say({ kind: 'progress', step })
}
