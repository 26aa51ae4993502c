'use client'
import { useState } from 'react'
import type { ExportProgress } from '@/browser/pkcs12-worker'
import { strongPassword } from '@/browser/strong-password'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { IssuedCertificate } from '@/lib/certificates/schema'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { Application, ApplyActions } from './apply-types'
import { ExportPassword, type PasswordErrors, type PasswordKind } from './export-password'
import { makeExport } from './make-export'
import { readExportPassword } from './read-export-password'
import { StepCard } from './step-card'

type Props = {
  certificate: IssuedCertificate
  privateKey: CryptoKey
  defaultPassword: Application['defaultExportPassword']
  actions: ApplyActions
  messages: ClientMessages
  onExported: () => void
  onEnd: () => void
}

const progressSteps: ExportProgress[] = ['measure', 'key', 'certificates', 'seal']

/** The one moment in which the key can be saved as a file. */
export function ExportStep({
  certificate,
  privateKey,
  defaultPassword,
  actions,
  messages,
  onExported,
  onEnd,
}: Props) {
  const t = translator(messages.locale, messages.messages)
  const kinds: PasswordKind[] =
    defaultPassword === 'loginId' ? ['loginId', 'generated', 'own'] : ['generated', 'own']
  const [kind, setKind] = useState<PasswordKind>(kinds[0] ?? 'generated')
  const [generated] = useState(strongPassword)
  const [errors, setErrors] = useState<PasswordErrors>({})
  const [failure, setFailure] = useState('')
  const [progress, setProgress] = useState<ExportProgress | null>(null)
  const [saved, setSaved] = useState('')

  async function save(form: HTMLFormElement, format: 'p12' | 'pem') {
    if (progress) return
    setErrors({})
    setFailure('')
    setSaved('')
    setProgress('measure')
    try {
      const read = await readExportPassword(new FormData(form), kind, generated, actions.confirmLoginId)
      if (!read.ok) {
        setErrors(read.errors)
        setFailure(read.message)
        return requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
      }
      const name = await makeExport({ certificate, privateKey, format, password: read.password }, setProgress)
      await actions.recordExport(null, exportRecord(certificate.id, format, kind)).catch(() => null)
      setSaved(name)
      onExported()
    } catch {
      setFailure(t('export_failed'))
    } finally {
      setProgress(null)
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
          void save(event.currentTarget, 'p12')
        }}
      >
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
        {failure && (
          <Notice tone="bad" live>
            <p>{failure}</p>
          </Notice>
        )}
        <div role="status" className="grid gap-2">
          {progress && (
            <>
              <p className="text-ink-2">{t(`export_progress_${progress}`)}</p>
              <progress
                aria-label={t('export_progress')}
                className="h-1.5 w-full accent-accent"
                max={progressSteps.length}
                value={progressSteps.indexOf(progress) + 0.5}
              />
            </>
          )}
          {saved && (
            <Notice tone="ok">
              <p>{t('export_saved', { name: saved })}</p>
            </Notice>
          )}
        </div>
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
        <details className="text-hint text-ink-2">
          <summary className="min-h-11 cursor-pointer py-2.5 font-semibold text-ink">
            {t('export_help')}
          </summary>
          <div className="grid gap-3">
            <p>{t('export_help_macos')}</p>
            <p>{t('export_help_windows')}</p>
            <Button
              className="justify-self-start"
              onClick={(event) => event.currentTarget.form && void save(event.currentTarget.form, 'pem')}
            >
              {t('export_pem')}
            </Button>
          </div>
        </details>
      </form>
    </StepCard>
  )
}

function exportRecord(certificateId: string, format: string, password: PasswordKind): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries({ certificateId, format, password })) form.set(name, value)
  return form
}
