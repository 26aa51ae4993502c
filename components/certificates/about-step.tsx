'use client'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { Application } from './apply-types'
import { StepCard } from './step-card'
import type { useApplication } from './use-application'

type Flow = ReturnType<typeof useApplication>

const points = ['about_keys', 'about_login', 'about_place', 'about_time'] as const
const renewPoints = ['renew_key', 'renew_overlap', 'renew_file', 'renew_time'] as const

/** What the certificate is for; and what to do with an application that was left half way. */
export function AboutStep({
  flow,
  application,
  messages,
}: {
  flow: Flow
  application: Application
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  const { ready, obstacle, unfinished } = flow
  const { renews, validityDays } = application
  const overlapDays = renews?.overlapDays ?? 0
  if (unfinished && !obstacle)
    return (
      <StepCard first title={t('apply_unfinished_title')}>
        <p>{t('apply_unfinished_body', { at: dateAndTime(messages.locale, unfinished.createdAt) })}</p>
        <div className="flex flex-wrap gap-3">
          <Button look="primary" onClick={flow.startOver}>
            {t('apply_unfinished_over')}
          </Button>
          <Button onClick={flow.resume}>{t('apply_unfinished_resume')}</Button>
        </div>
        <p className="text-hint text-ink-2">{t('apply_unfinished_hint')}</p>
      </StepCard>
    )
  return (
    <StepCard first title={t(renews ? 'apply_renew_about_title' : 'apply_about_title')}>
      <ul className="grid gap-3">
        {(renews ? renewPoints : points).map((point) => (
          <li key={point} className="grid gap-0.5">
            <span className="font-semibold">
              {t(`apply_${point}_title`, { days: point === 'renew_overlap' ? overlapDays : validityDays })}
            </span>
            <span className="text-ink-2">{t(`apply_${point}_body`, { until: renews?.until ?? '' })}</span>
          </li>
        ))}
      </ul>
      <noscript>
        <Notice tone="warn">
          <p>{t('apply_no_script')}</p>
        </Notice>
      </noscript>
      <Button
        look="primary"
        className="justify-self-start"
        aria-disabled={!ready || obstacle !== null || undefined}
        onClick={() => ready && !obstacle && flow.setStage('channel')}
      >
        {t('apply_next')}
      </Button>
    </StepCard>
  )
}

/** In the browser's own time zone: it was made here. */
function dateAndTime(locale: string, date: Date): string {
  const tag = locale === 'en' ? 'en-GB' : locale
  return new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' }).format(date)
}
