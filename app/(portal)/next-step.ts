import type { CertificateView } from '@/lib/certificates/certificate-view'
import type { LostCertificate } from '@/lib/certificates/lost-certificate'
import type { KeyInList } from '@/lib/keys/list-keys'

/** What the customer had best do next; null when nothing waits. */
export type NextStep =
  | { kind: 'apply' }
  | { kind: 'pending' }
  | { kind: 'apply_again'; lost: Extract<LostCertificate, { at: Date }> }
  | { kind: 'first_key' }
  | { kind: 'renew'; id: string; daysLeft: number; notAfter: Date }
  | { kind: 'secret_unconfirmed'; keyId: string; keyName: string }
  | { kind: 'key_ends'; keyId: string; keyName: string; validBefore: Date }
  | { kind: 'keys_unused'; count: number }
  | null

type Certificate = Pick<CertificateView, 'id' | 'state' | 'usable' | 'renewable' | 'daysLeft' | 'notAfter'>
type Key = Pick<KeyInList, 'id' | 'name' | 'on' | 'state' | 'secretConfirmed' | 'validBefore' | 'unused'>

/** The certificate that lasts longest of those that count now. */
export function bestCertificate<C extends Certificate>(certificates: C[]): C | undefined {
  return certificates
    .filter(({ usable }) => usable)
    .sort(byEnd)
    .at(-1)
}

/**
 * The one thing, in the order of what stops the customer's work first.
 * @param lost what became of the last certificate, where none counts now
 */
export function nextStep(certificates: Certificate[], lost: LostCertificate | null, keys: Key[]): NextStep {
  const best = bestCertificate(certificates)
  if (!best) {
    if (lost && 'at' in lost) return { kind: 'apply_again', lost }
    return { kind: lost?.lost === 'pending' ? 'pending' : 'apply' }
  }
  if (best.renewable) return renewOf(best)
  if (keys.length === 0) return { kind: 'first_key' }
  const unsaid = keys.find(({ on, secretConfirmed }) => on && !secretConfirmed)
  if (unsaid) return { kind: 'secret_unconfirmed', keyId: unsaid.id, keyName: unsaid.name }
  // Another one lasts, but this one may be what a program signs in with.
  const sooner = certificates.filter(({ renewable }) => renewable).sort(byEnd)[0]
  if (sooner) return renewOf(sooner)
  const [ending] = keys
    .flatMap((key) =>
      key.state === 'expiring' && key.validBefore ? [{ ...key, validBefore: key.validBefore }] : [],
    )
    .sort((a, b) => a.validBefore.getTime() - b.validBefore.getTime())
  if (ending)
    return { kind: 'key_ends', keyId: ending.id, keyName: ending.name, validBefore: ending.validBefore }
  // What is off or over lets nobody in.
  const count = keys.filter(
    ({ unused, state }) => unused && (state === 'active' || state === 'expiring'),
  ).length
  return count > 0 ? { kind: 'keys_unused', count } : null
}

function byEnd(a: Certificate, b: Certificate): number {
  return a.notAfter.getTime() - b.notAfter.getTime()
}

function renewOf({ id, daysLeft, notAfter }: Certificate): NextStep {
  return { kind: 'renew', id, daysLeft, notAfter }
}
