import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/translator'
import type { ShownRevocation } from './revoke-types'

/** That it is done, now or before. */
export function RevokedNotice({ revoked, t }: { revoked: ShownRevocation; t: Translate }) {
  const { serialNumber, at, already } = revoked
  return (
    <Notice tone="ok" live>
      <p className="font-semibold">{t(already ? 'form_already' : 'form_done', { at })}</p>
      <p className="font-mono text-hint">{serialNumber}</p>
      <p>{t('form_next')}</p>
    </Notice>
  )
}
