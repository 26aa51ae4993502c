'use client'
import { useState } from 'react'
import { WrongPassword } from '@/browser/export-file'
import { type StoredKey, saveBackup } from '@/browser/key-store'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Translate } from '@/lib/i18n/translator'
import type { Bytes } from '@/lib/pki/bytes'
import type { ExportFormat } from '@/lib/pki/export-name'
import type { ExportAgainActions } from './apply-types'
import { callAction } from './call-action'
import { ExportFormatChoice } from './export-format'
import { ExportStatus } from './export-status'
import { makeExport } from './make-export'
import { useExport } from './use-export'

/** Saves the file again from the backup that this browser keeps, under the backup's password; or deletes the backup. */
export function ExportAgainForm({
  stored,
  usable,
  actions,
  t,
  onDeleted,
}: {
  stored: StoredKey & { backup: Bytes }
  usable: boolean
  actions: ExportAgainActions
  t: Translate
  onDeleted: () => void
}) {
  const { publicKeySha256, certificateId, backup } = stored
  const [format, setFormat] = useState<ExportFormat>('p12')
  const [wrong, setWrong] = useState(false)
  const [failure, setFailure] = useState('')
  const { progress, saved, run, cancel } = useExport()

  async function save(form: HTMLFormElement) {
    setWrong(false)
    setFailure('')
    const password = String(new FormData(form).get('backupPassword') ?? '')
    await run(
      async (report, signal) => {
        const answer = await callAction(actions.find, { publicKeySha256 })
        const certificate = answer.ok ? answer.data.certificate : null
        if (!certificate) {
          setFailure(answer.ok ? t('again_not_live') : answer.message)
          return null
        }
        const wanted = { certificate, key: backup, format, password, withBackup: false }
        const { name } = await makeExport(wanted, report, signal)
        await callAction(actions.recordExport, { certificateId: certificate.id, format, password: 'backup' })
        return name
      },
      (error) => {
        setWrong(error instanceof WrongPassword)
        setFailure(error instanceof WrongPassword ? '' : t('export_failed'))
        form.querySelector<HTMLElement>('#backupPassword')?.focus()
      },
    )
  }

  async function deleteBackup() {
    if (!window.confirm(t('again_delete_question'))) return
    try {
      await saveBackup(publicKeySha256, null)
    } catch {
      return setFailure(t('again_delete_failed'))
    }
    if (certificateId) await callAction(actions.recordBackup, { certificateId, change: 'deleted' })
    onDeleted()
  }

  const deletion = (
    <Button look={usable ? 'quiet' : 'grave'} className="justify-self-start" onClick={deleteBackup}>
      {t('again_delete')}
    </Button>
  )
  const problem = failure && (
    <Notice tone="bad" live>
      <p>{failure}</p>
    </Notice>
  )
  if (!usable)
    return (
      <>
        <p>{t('again_over')}</p>
        {problem}
        {deletion}
      </>
    )
  return (
    <form
      className="grid max-w-2xl gap-5"
      data-secret
      noValidate
      aria-busy={progress !== null}
      onSubmit={(event) => {
        event.preventDefault()
        void save(event.currentTarget)
      }}
    >
      <p>{t('again_body')}</p>
      <ExportFormatChoice format={format} onChange={setFormat} t={t} />
      <TextField
        id="backupPassword"
        type="password"
        label={t('again_password')}
        hint={t('again_password_hint')}
        error={wrong ? t('again_wrong') : undefined}
        autoComplete="off"
        className="max-w-72"
      />
      {problem}
      <ExportStatus progress={progress} saved={saved} onCancel={cancel} t={t} />
      <div className="flex flex-wrap gap-3">
        <SubmitButton pending={progress !== null} pendingLabel={t('export_making')}>
          {t('export_make')}
        </SubmitButton>
        {deletion}
      </div>
    </form>
  )
}
