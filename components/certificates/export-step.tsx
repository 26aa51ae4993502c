'use client'
import { type RefObject, useState } from 'react'
import { saveBackup } from '@/browser/key-store'
import { strongPassword } from '@/browser/strong-password'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Choice } from '@/components/ui/choice'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { IssuedCertificate } from '@/lib/certificates/schema'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { ExportFormat } from '@/lib/pki/export-name'
import type { Application, ApplyActions, PageKey } from './apply-types'
import { callAction } from './call-action'
import { ExportFormatChoice } from './export-format'
import { ExportPassword, type PasswordErrors, type PasswordKind } from './export-password'
import { ExportStatus } from './export-status'
import { makeExport } from './make-export'
import { readExportPassword } from './read-export-password'
import { StepCard } from './step-card'
import { useExport } from './use-export'

/** Where the certificate's key is besides in this browser. */
export type Kept = { file: boolean; backup: boolean }

type Props = {
  certificate: IssuedCertificate
  /** The holder of the exportable key, not the key: what this step remembers of its props must not keep it. */
  pageKey: RefObject<PageKey | null>
  defaultPassword: Application['defaultExportPassword']
  actions: ApplyActions
  messages: ClientMessages
  onKept: (kept: Partial<Kept>) => void
  onEnd: () => void
}

/** The one moment in which the key can be saved as a file. */
export function ExportStep({
  certificate,
  pageKey,
  defaultPassword,
  actions,
  messages,
  onKept,
  onEnd,
}: Props) {
  const t = translator(messages.locale, messages.messages)
  const kinds: PasswordKind[] =
    defaultPassword === 'loginId' ? ['loginId', 'generated', 'own'] : ['generated', 'own']
  const [kind, setKind] = useState<PasswordKind>(kinds[0] ?? 'generated')
  const [format, setFormat] = useState<ExportFormat>('p12')
  const [generated] = useState(strongPassword)
  const [errors, setErrors] = useState<PasswordErrors>({})
  const [failure, setFailure] = useState('')
  const [wantsBackup, setWantsBackup] = useState(false)
  const { progress, saved, run, cancel } = useExport()
  // A browser that knows the login ID, to sign in with, must not keep what it opens.
  const withBackup = wantsBackup && kind !== 'loginId'

  async function save(form: HTMLFormElement) {
    setErrors({})
    setFailure('')
    await run(
      async (report, signal) => {
        const read = await readExportPassword(new FormData(form), kind, generated, actions.confirmLoginId)
        const exportable = pageKey.current?.exportable
        if (!read.ok || !exportable) {
          if (read.ok) throw new Error('the key can no longer be exported')
          setErrors(read.errors)
          setFailure(read.message)
          requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
          return null
        }
        const wanted = { certificate, key: exportable, format, password: read.password, withBackup }
        const { name, backup } = await makeExport(wanted, report, signal)
        const certificateId = certificate.id
        await callAction(actions.recordExport, { certificateId, format, password: kind })
        onKept({ file: true })
        if (backup) await keepBackup(backup)
        return name
      },
      () => setFailure(t('export_failed')),
    )
  }

  async function keepBackup(backup: Parameters<typeof saveBackup>[1]) {
    try {
      await saveBackup(pageKey.current?.stored.publicKeySha256 ?? '', backup)
      await callAction(actions.recordBackup, { certificateId: certificate.id, change: 'made' })
      onKept({ backup: true })
    } catch {
      setFailure(t('export_backup_failed'))
    }
  }

  return (
    <StepCard title={t('export_title')}>
      <div className="grid gap-2">
        <p>{t('export_body')}</p>
        <Notice tone="info">
          <p>{t('export_only_now')}</p>
        </Notice>
      </div>
      <form
        className="grid gap-5"
        data-secret
        noValidate
        aria-busy={progress !== null}
        onSubmit={(event) => {
          event.preventDefault()
          void save(event.currentTarget)
        }}
      >
        <ExportFormatChoice format={format} onChange={setFormat} t={t} />
        <fieldset className="grid gap-3">
          <legend className="mb-2 text-hint font-semibold">{t('export_password')}</legend>
          {kinds.map((one) => (
            <Choice
              key={one}
              id={`password-${one}`}
              name="kind"
              value={one}
              checked={kind === one}
              onChange={() => setKind(one)}
              label={t(`export_kind_${one}`)}
              hint={t(`export_kind_${one}_hint`)}
            />
          ))}
        </fieldset>
        <ExportPassword kind={kind} generated={generated} errors={errors} t={t} />
        <Checkbox
          id="backup"
          label={t('export_backup')}
          hint={t(kind === 'loginId' ? 'export_backup_login_id' : 'export_backup_hint')}
          checked={withBackup}
          disabled={kind === 'loginId'}
          onChange={(event) => setWantsBackup(event.currentTarget.checked)}
        />
        {failure && (
          <Notice tone="bad" live>
            <p>{failure}</p>
          </Notice>
        )}
        <ExportStatus progress={progress} saved={saved} onCancel={cancel} t={t} />
        <div className="flex flex-wrap gap-3">
          {saved && (
            <Button look="primary" onClick={onEnd}>
              {t('export_end')}
            </Button>
          )}
          <SubmitButton
            look={saved ? 'plain' : 'primary'}
            pending={progress !== null}
            pendingLabel={t('export_making')}
          >
            {t(saved ? 'export_again' : 'export_make')}
          </SubmitButton>
          {!saved && (
            <Button look="quiet" onClick={() => window.confirm(t('export_skip_question')) && onEnd()}>
              {t('export_skip')}
            </Button>
          )}
        </div>
      </form>
    </StepCard>
  )
}
