import type { StepUpRequest } from '@/lib/factors/schema'
import { signedText } from '@/lib/pki/signed-text'
import { listKeys } from './key-store'
import { signText } from './sign-text'

/**
 * Proves a step-up with a certificate key that this browser holds, without asking: the key can't leave, and
 * what is signed names the portal's origin, so that a look-alike site gets nothing it could use.
 * @returns the fields to send along, or null when this browser has no such key
 */
export async function signStepUp(request: StepUpRequest): Promise<Record<string, string> | null> {
  if (request.origin !== location.origin) return null
  const keys = await listKeys().catch(() => [])
  const key = keys.find(({ serialNumber }) => serialNumber !== null && request.serials.includes(serialNumber))
  if (!key?.serialNumber) return null
  const text = signedText({ ...request, serialNumber: key.serialNumber })
  return {
    stepUpId: request.id,
    stepUpSerial: key.serialNumber,
    stepUpSignature: await signText(key.privateKey, text),
  }
}
