import type { SelfTestStart } from '@/lib/certificates/self-test/schema'
import { signedText } from '@/lib/pki/signed-text'
import { keyStoreProblem, listKeys } from './key-store'
import { signText } from './sign-text'

/**
 * Has every key of this customer that this browser holds sign a test, each in its certificate's name.
 * @returns the fields of the answer
 */
export async function signSelfTest(start: SelfTestStart): Promise<Record<string, string>> {
  const keys = (await keyStoreProblem()) ? null : await listKeys().catch(() => null)
  const own = (keys ?? []).filter(({ accountId }) => accountId === start.accountId)
  const signatures = await Promise.all(
    own.map(async ({ serialNumber, privateKey }) =>
      serialNumber
        ? `${serialNumber}:${await signText(privateKey, signedText({ ...start, serialNumber }))}`
        : null,
    ),
  )
  return {
    id: start.id,
    store: keys ? 'readable' : 'unreadable',
    signatures: signatures.filter((one) => one !== null).join(),
    browserTime: new Date().toISOString(),
  }
}
