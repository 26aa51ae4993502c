'use client'
import { useRef } from 'react'
import { TextField } from '@/components/ui/field'
import type { Translate } from '@/lib/i18n/translator'
import type { Day } from '@/lib/keys/date-window'
import { ShortcutButton } from './shortcut-button'

/** First and last day, with ready-made last days. */
export function DayFields({
  t,
  zone,
  first,
  last,
  chosenLast,
  presets,
  errors,
  onPreset,
}: {
  t: Translate
  zone: string
  /** As they stand at first; '' for none. */
  first: Day | ''
  last: Day | ''
  /** The last day as it stands now. */
  chosenLast: Day | ''
  presets: { key: 'form_days_30' | 'form_days_90' | 'form_days_365'; day: Day }[]
  errors: Record<string, string>
  onPreset: () => void
}) {
  const lastField = useRef<HTMLInputElement>(null)
  function choose(day: Day | '') {
    if (lastField.current) lastField.current.value = day
    onPreset()
  }
  return (
    <div className="grid gap-2">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          id="firstDay"
          type="date"
          label={t('form_first_day')}
          hint={t('form_first_day_hint')}
          defaultValue={first}
          error={errors.firstDay}
        />
        <TextField
          ref={lastField}
          id="lastDay"
          type="date"
          label={t('form_last_day')}
          hint={t('form_last_day_hint')}
          defaultValue={last}
          error={errors.lastDay}
        />
      </div>
      <p className="text-hint text-ink-2">{t('form_days_zone', { zone })}</p>
      <fieldset aria-label={t('form_days_shortcuts')} className="flex flex-wrap gap-2 noscript:hidden">
        {presets.map(({ key, day }) => (
          <ShortcutButton key={key} pressed={chosenLast === day} onClick={() => choose(day)}>
            {t(key)}
          </ShortcutButton>
        ))}
        <ShortcutButton pressed={chosenLast === ''} onClick={() => choose('')}>
          {t('form_days_none')}
        </ShortcutButton>
      </fieldset>
    </div>
  )
}
