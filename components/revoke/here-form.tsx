'use client'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { listKeys } from '@/browser/key-store'
import { Choice } from '@/components/ui/choice'
import { Field, TextField } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { formatDate } from '@/lib/i18n/format'
import { isLocale } from '@/lib/i18n/locales'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { OpenedKey } from '@/lib/pki/open-key-file'
import { ConfirmRevocation } from './confirm-revocation'
import type { RevokeActions, ShownRevocation } from './revoke-types'
import { RevokedNotice } from './revoked-notice'

type HeldKey = OpenedKey & { createdAt: Date }
type Errors = { file?: string; password?: string; confirmed?: string; form?: string }

/** Revokes with a key that this browser holds, or with a file. */
export function HereForm({
  actions,
  timeZone,
  messages,
}: {
  actions: RevokeActions
  timeZone: string
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  const form = useRef<HTMLFormElement>(null)
  const [keys, setKeys] = useState<HeldKey[]>([])
  const [chosen, setChosen] = useState('file')
  const [pending, setPending] = useState(false)
  const [errors, setErrors] = useState<Errors>({})
  const [revoked, setRevoked] = useState<ShownRevocation | null>(null)

  useEffect(() => {
    listKeys()
      .then((stored) => {
        const held = stored.flatMap(({ serialNumber, privateKey, createdAt }) =>
          serialNumber === null ? [] : [{ serialNumber, privateKey, createdAt }],
        )
        setKeys(held)
        if (held[0]) setChosen(held[0].serialNumber)
      })
      .catch(() => {})
  }, [])

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (pending) return
    const data = new FormData(event.currentTarget)
    const file = data.get('file')
    const key = keys.find(({ serialNumber }) => serialNumber === chosen)
    const found: Errors = {}
    if (!key && !(file instanceof File && file.size > 0)) found.file = t('form_file_missing')
    if (!data.get('confirmed')) found.confirmed = t('form_unconfirmed')
    setErrors(found)
    if (Object.keys(found).length > 0) return focusFirst()
    setPending(true)
    try {
      const { revokeHere } = await import('./revoke-here')
      const source = key ?? { file: file as File, password: String(data.get('password')) }
      const outcome = await revokeHere(source, actions)
      if (outcome.ok) return setRevoked(outcome.revoked)
      setErrors(outcome.message ? { form: outcome.message } : { password: t('form_file_closed') })
    } catch {
      setErrors({ form: t('form_failed') })
    } finally {
      setPending(false)
    }
    focusFirst()
  }

  function focusFirst() {
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
  }

  if (revoked) return <RevokedNotice revoked={revoked} t={t} />
  const locale = isLocale(messages.locale) ? messages.locale : 'en'
  return (
    <form ref={form} onSubmit={submit} noValidate data-secret aria-busy={pending} className="grid gap-4">
      {errors.form && (
        <Notice tone="bad" live>
          <p>{errors.form}</p>
        </Notice>
      )}
      {keys.length > 0 && (
        <fieldset className="grid gap-3">
          <legend className="mb-2 text-hint font-semibold">{t('form_which')}</legend>
          {keys.map(({ serialNumber, createdAt }) => (
            <Choice
              key={serialNumber}
              id={`key-${serialNumber}`}
              name="which"
              value={serialNumber}
              checked={chosen === serialNumber}
              onChange={() => setChosen(serialNumber)}
              label={t('form_key_here', { date: formatDate(locale, timeZone, createdAt) })}
              hint={<span className="font-mono">{serialNumber}</span>}
            />
          ))}
          <Choice
            id="key-file"
            name="which"
            value="file"
            checked={chosen === 'file'}
            onChange={() => setChosen('file')}
            label={t('form_key_file')}
          />
        </fieldset>
      )}
      {chosen === 'file' && (
        <>
          <Field id="file" label={t('form_file')} hint={t('form_file_hint')} error={errors.file}>
            <input
              id="file"
              name="file"
              type="file"
              accept=".p12,.pfx,.pem"
              className="input"
              aria-invalid={errors.file ? true : undefined}
              aria-describedby={errors.file ? 'file-error file-hint' : 'file-hint'}
            />
          </Field>
          <TextField
            id="password"
            label={t('form_password')}
            error={errors.password}
            type="password"
            autoComplete="off"
          />
        </>
      )}
      <ConfirmRevocation id="confirmed-here" error={errors.confirmed} pending={pending} t={t} />
    </form>
  )
}
