'use client'
import { CopyButton } from '@/components/ui/copy-button'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/translator'

export type PasswordKind = 'loginId' | 'generated' | 'own'
export type PasswordErrors = Partial<Record<'loginId' | 'own' | 'ownAgain', string>>

/** The fields of the way in which the file's password is chosen. */
export function ExportPassword({
  kind,
  generated,
  errors,
  t,
}: {
  kind: PasswordKind
  generated: string
  errors: PasswordErrors
  t: Translate
}) {
  const say = (code: string | undefined) => (code && /^export_/.test(code) ? t(code) : code)
  if (kind === 'generated')
    return (
      <div className="grid gap-1.5">
        <div className="flex flex-wrap items-center gap-3">
          <output className="min-h-11 rounded border border-line bg-sunken px-3 py-2.5 font-mono wrap-anywhere">
            {generated}
          </output>
          <CopyButton
            value={generated}
            label={t('export_copy')}
            copied={t('export_copied')}
            failed={t('export_copy_failed')}
            describe={t('export_copy_describe')}
          />
        </div>
        <p className="text-hint text-ink-2">{t('export_generated_hint')}</p>
      </div>
    )
  if (kind === 'loginId')
    return (
      <div className="grid gap-4">
        <TextField
          id="loginId"
          label={t('export_login_id')}
          hint={t('export_login_id_hint')}
          error={say(errors.loginId)}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          mono
          className="max-w-72"
        />
        <Notice tone="warn">
          <p>{t('export_login_id_warning')}</p>
        </Notice>
      </div>
    )
  return (
    <div className="grid gap-4 sm:max-w-72">
      <TextField
        id="own"
        type="password"
        label={t('export_own')}
        hint={t('export_own_hint')}
        error={say(errors.own)}
        autoComplete="new-password"
      />
      <TextField
        id="ownAgain"
        type="password"
        label={t('export_own_again')}
        error={say(errors.ownAgain)}
        autoComplete="new-password"
      />
    </div>
  )
}
