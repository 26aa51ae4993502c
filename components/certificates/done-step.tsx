'use client'
import { ButtonLink } from '@/components/ui/button'
import { Fact, Facts } from '@/components/ui/facts'
import { Notice } from '@/components/ui/notice'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import { routes } from '@/lib/routes'
import type { Application, ShownCertificate } from './apply-types'
import type { Kept } from './export-step'
import { Fingerprint } from './fingerprint'
import { StepCard } from './step-card'

/** What there is now, where the key is, and the way on. */
export function DoneStep({
  certificate,
  renews,
  kept,
  persistent,
  messages,
}: {
  certificate: ShownCertificate
  renews: Application['renews']
  kept: Kept
  persistent: boolean
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  // What an earlier visit left behind may be something else than what this page is for.
  const renewed = renews && certificate.renewsId === renews.id ? renews : null
  return (
    <StepCard title={t('apply_done_title')}>
      <p>
        {renewed
          ? t('apply_renewed_body', { until: certificate.until, days: renewed.overlapDays })
          : t('apply_done_body', { until: certificate.until })}
      </p>
      <Facts>
        <Fact label={t('apply_done_place')}>
          {t(kept.file ? 'apply_done_place_both' : 'apply_done_place_browser')}
        </Fact>
        {kept.backup && <Fact label={t('apply_done_backup')}>{t('apply_done_backup_body')}</Fact>}
        <Fact label={t('apply_fingerprint')} mono>
          <Fingerprint value={certificate.fingerprint} />
        </Fact>
      </Facts>
      {!persistent && !kept.file && (
        <Notice tone="warn">
          <p>{t('apply_done_evict')}</p>
        </Notice>
      )}
      <div className="flex flex-wrap gap-3">
        {!renewed && (
          <ButtonLink look="primary" href={routes.keyNew()}>
            {t('apply_done_key')}
          </ButtonLink>
        )}
        <ButtonLink look={renewed ? 'primary' : 'plain'} href={routes.certificates()}>
          {t('apply_done_list')}
        </ButtonLink>
      </div>
    </StepCard>
  )
}
