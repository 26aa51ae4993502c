'use client'
import { type ReactNode, useRef, useState } from 'react'
import type { SendCode } from '@/components/step-up/otp-dialog'
import { StepUpForm } from '@/components/step-up/step-up-form'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Checkbox } from '@/components/ui/checkbox'
import { FieldError, TextField } from '@/components/ui/field'
import { Fieldset } from '@/components/ui/fieldset'
import { SubmitButton } from '@/components/ui/submit-button'
import { formatDate } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locales'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { Day } from '@/lib/keys/date-window'
import { addressMatches } from '@/lib/net/address-matches'
import type { AddressEntry } from '@/lib/net/parse-address-list'
import type { PermissionWords } from '@/lib/policies/permission-words'
import type { FormAction } from '@/lib/server/action'
import { AddressField } from './address-field'
import { DayFields } from './day-fields'
import { KeySummary } from './key-summary'
import { ShortcutButton } from './shortcut-button'

export type KeyFormSetup = {
  locale: Locale
  /** `form_` and `summary_` of the namespace `keys`. */
  messages: ClientMessages
  /** `address_` of the namespace `errors`. */
  errorMessages: ClientMessages
  stepUpMessages: ClientMessages
  sendCode: SendCode
  permissions: Pick<PermissionWords, 'id' | 'can' | 'risk'>[]
  /** `PermissionRows`, made on the server. */
  permissionRows: ReactNode
  /** What a new key is proved with; made on the server, its fields hold their own values. */
  credential?: ReactNode
  presets: { id: string; label: string; permissions: string[] }[]
  maxAddresses: number
  /** Where the customer is now; '' when it can't be told. */
  currentAddress: string
  zone: string
  dayPresets: { key: 'form_days_30' | 'form_days_90' | 'form_days_365'; day: Day }[]
  maxKeys: number
}

export type KeyFormValues = {
  name: string
  permissions: string[]
  addresses: string[]
  firstDay: Day | ''
  lastDay: Day | ''
}

/** What the summary reads off the form as it stands. */
type Standing = { chosen: string[]; first: string; last: string }

/**
 * The form for a new key, or for one that is there (`editing`). Its fields are plain and hold their own values;
 * script only reads them, for the summary.
 */
export function KeyForm<T>({
  setup,
  values,
  editing,
  activeAfter,
  cancelHref,
  action,
  onDone,
}: {
  setup: KeyFormSetup
  values: KeyFormValues
  editing?: { id: string; revision: number }
  /** How many keys will be active afterwards. */
  activeAfter: number
  cancelHref: string
  action: FormAction<T>
  onDone?: (data: T) => void
}) {
  const { locale, permissions, currentAddress } = setup
  const t = translator(locale, setup.messages.messages)
  const tError = translator(locale, setup.errorMessages.messages)
  const fields = useRef<HTMLDivElement>(null)
  const [standing, setStanding] = useState<Standing>({
    chosen: values.permissions,
    first: values.firstDay,
    last: values.lastDay,
  })
  const [entries, setEntries] = useState<AddressEntry[]>()
  const [restored, setRestored] = useState<string>()

  function read() {
    const form = fields.current?.closest('form')
    if (!form) return
    const data = new FormData(form)
    setStanding({
      chosen: data.getAll('permissions[]').map(String),
      first: String(data.get('firstDay') ?? ''),
      last: String(data.get('lastDay') ?? ''),
    })
  }

  function choosePermissions(ids: string[]) {
    for (const box of fields.current?.querySelectorAll<HTMLInputElement>('[name="permissions[]"]') ?? [])
      box.checked = ids.includes(box.value)
    read()
  }

  const good = entries?.flatMap((entry) => entry.canonical ?? []) ?? values.addresses
  const badCount = entries?.filter((entry) => entry.error).length ?? 0
  const allowlist = good.length + badCount > 0 ? good : null
  const losesLast = values.addresses.length > 0 && allowlist === null
  const passes = allowlist === null || addressMatches(currentAddress, allowlist)
  const dayWords = (day: string) => (day ? formatDate(locale, 'UTC', new Date(`${day}T00:00:00Z`)) : '')

  return (
    <StepUpForm
      action={action}
      onDone={onDone}
      onRestore={(kept) => setRestored(kept.find(([name]) => name === 'addresses')?.[1])}
      sendCode={setup.sendCode}
      stepUpMessages={setup.stepUpMessages}
      className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_19rem] lg:gap-x-8"
    >
      {({ pending, errors }) => (
        <>
          {editing && (
            <>
              <input type="hidden" name="id" value={editing.id} />
              <input type="hidden" name="revision" value={editing.revision} />
            </>
          )}
          <div ref={fields} onInput={read} className="grid gap-7 lg:col-start-1">
            <TextField
              id="name"
              label={t('form_name')}
              hint={t('form_name_hint')}
              defaultValue={values.name}
              error={errors.name}
              autoComplete="off"
              required
            />
            <Fieldset id="permissions" legend={t('form_permissions')} error={errors.permissions}>
              <fieldset aria-label={t('form_presets')} className="flex flex-wrap gap-2 pb-1 noscript:hidden">
                {setup.presets.map((preset) => (
                  <ShortcutButton
                    key={preset.id}
                    pressed={[...preset.permissions].sort().join() === [...standing.chosen].sort().join()}
                    onClick={() => choosePermissions(preset.permissions)}
                  >
                    {preset.label}
                  </ShortcutButton>
                ))}
              </fieldset>
              {setup.permissionRows}
            </Fieldset>
            <div className="grid gap-2">
              <AddressField
                t={t}
                tError={tError}
                initial={values.addresses.join('\n')}
                current={currentAddress}
                max={setup.maxAddresses}
                errors={errors}
                restored={restored}
                onRead={setEntries}
              />
              {values.addresses.length > 0 && (
                <div className={losesLast || errors.confirmAnywhere ? undefined : 'hidden noscript:block'}>
                  <Checkbox
                    id="confirmAnywhere"
                    name="confirmAnywhere"
                    value="yes"
                    label={t('form_confirm_anywhere')}
                    hint={t('form_confirm_anywhere_hint')}
                    aria-invalid={errors.confirmAnywhere ? true : undefined}
                  />
                  <FieldError id="confirmAnywhere" error={errors.confirmAnywhere} />
                </div>
              )}
            </div>
            <DayFields
              t={t}
              zone={setup.zone}
              first={values.firstDay}
              last={values.lastDay}
              chosenLast={standing.last}
              presets={setup.dayPresets}
              errors={errors}
              onPreset={read}
            />
            {setup.credential && (
              <Fieldset
                id="credential"
                legend={t('form_credential')}
                error={errors.kind ?? errors.publicKey ?? errors.dialect ?? errors.passphrase}
              >
                {setup.credential}
              </Fieldset>
            )}
          </div>
          <Card
            aria-labelledby="summary"
            className="lg:sticky lg:top-8 lg:col-start-2 lg:row-span-2 lg:row-start-1 noscript:hidden"
          >
            <h2 id="summary">{t('summary_title')}</h2>
            <div role="status" className="mt-2 grid gap-3">
              <KeySummary
                t={t}
                locale={locale}
                permissions={permissions}
                chosen={standing.chosen}
                allowlist={allowlist}
                first={dayWords(standing.first)}
                last={dayWords(standing.last)}
              />
              {badCount > 0 && <p className="text-hint text-seal">{t('summary_bad', { count: badCount })}</p>}
              {currentAddress && (
                <p className="text-hint text-ink-2 wrap-anywhere">
                  {t(passes ? 'summary_passes' : 'summary_fails', { address: currentAddress })}
                </p>
              )}
              <p className="text-hint text-ink-2">
                {t('summary_count', { count: activeAfter, max: setup.maxKeys })}
              </p>
            </div>
          </Card>
          <div className="grid gap-2 lg:col-start-1">
            <div className="flex flex-wrap gap-2">
              <SubmitButton pending={pending} pendingLabel={t(editing ? 'form_saving' : 'form_creating')}>
                {t(editing ? 'form_save' : 'form_create')}
              </SubmitButton>
              <ButtonLink look="quiet" href={cancelHref}>
                {t('form_cancel')}
              </ButtonLink>
            </div>
            {editing && <p className="text-hint text-ink-2">{t('form_widen_hint')}</p>}
          </div>
        </>
      )}
    </StepUpForm>
  )
}
