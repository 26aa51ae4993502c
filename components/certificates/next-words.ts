import type { CertificateView } from '@/lib/certificates/certificate-view'
import type { MessageKey } from '@/lib/i18n/messages'
import type { Translate } from '@/lib/i18n/translator'

/** What to do next with a certificate, or that there is nothing to do. */
export function nextWords(
  t: Translate<MessageKey<'certificates'>>,
  { state, renewable, daysLeft }: Pick<CertificateView, 'state' | 'renewable' | 'daysLeft'>,
): string {
  return t(state === 'expiring' && !renewable ? 'next_renewing' : `next_${state}`, { days: daysLeft })
}
