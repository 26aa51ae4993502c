import { getCrypto } from 'pkijs'
import type { Bytes } from './bytes'
import { encryptWithPassword, passwordBytes } from './password-encryption'

/** The work of a PKCS#12 file at this many rounds, on nothing: two encryptions and the MAC. For measuring. */
export async function makeRoundTrial(rounds: number): Promise<void> {
  const nothing: Bytes = new Uint8Array(16)
  const password = 'measuring'
  await encryptWithPassword(nothing, password, rounds)
  await encryptWithPassword(nothing, password, rounds)
  await getCrypto(true).stampDataWithPassword({
    password: passwordBytes(password),
    hashAlgorithm: 'SHA-256',
    salt: nothing.buffer,
    iterationCount: rounds,
    contentToStamp: nothing.buffer,
  })
}
