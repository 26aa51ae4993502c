import { Disclosure } from '@/components/keys/disclosure'
import { RenewForm } from '@/components/keys/renew-form'
import { RotateForm } from '@/components/keys/rotate-form'
import { Card } from '@/components/ui/card'
import { SelectField } from '@/components/ui/select'
import { formatDate } from '@/lib/i18n/format'
import type { KeyDetail } from '@/lib/keys/get-key'
import { keyDays } from '@/lib/keys/key-days'
import { lastDayPresets } from '@/lib/keys/last-day-presets'
import { clientMessages, translations } from '@/lib/server/i18n'
import { currentLocale } from '@/lib/server/preferences'
import { sendCodeAction } from '@/lib/server/send-code-action'
import { confirmSecretAction, rotateKeyAction, updateKeyAction } from '../actions'
import { PublicKeyField } from '../public-key-field'
import { Act } from './act'

/** For how many hours the old secret may go on, as they are offered. */
const overlapChoices = [24, 12, 8, 4, 2, 1, 0]

/** What keeps a key going: a later last day, and another secret. */
export async function KeyCare({ keyDetail: key }: { keyDetail: KeyDetail }) {
  const t = await translations('keys')
  const isPair = key.kind === 'ed25519'
  const what = { kind: isPair ? 'pair' : 'secret' }
  const stepUp = { sendCode: sendCodeAction, stepUpMessages: await clientMessages('stepUp') }
  return (
    <Card aria-labelledby="care" padded={false}>
      <h2 id="care" className="px-4 pt-4 pb-3 sm:px-6 sm:pt-5">
        {t(key.validBefore ? 'care_title' : 'rotate_title', what)}
      </h2>
      <div className="divide-y divide-line border-t border-line">
        {key.validBefore && (
          <Act title={t('renew_title')} body={t('renew_body')}>
            <RenewForm
              key={key.revision}
              unchanged={unchangedFields(key)}
              days={await laterDays(key)}
              action={updateKeyAction}
              words={{ day: t('renew_day'), submit: t('renew_action'), pending: t('renewing') }}
              {...stepUp}
            />
          </Act>
        )}
        <Act title={key.validBefore ? t('rotate_title', what) : undefined} body={t('rotate_body', what)}>
          <Disclosure label={t('rotate_open', what)} grave={false}>
            <RotateForm
              key={key.revision}
              keyId={key.id}
              revision={key.revision}
              kind={key.kind}
              action={rotateKeyAction}
              confirm={confirmSecretAction}
              label={t('rotate_action', what)}
              pendingLabel={t('rotating')}
              secretMessages={await clientMessages('keys', 'secret_')}
              fields={
                <>
                  {isPair && <PublicKeyField />}
                  <SelectField
                    id="overlapHours"
                    label={t('rotate_overlap')}
                    hint={key.oldSecret ? t('rotate_overlap_again') : undefined}
                    options={overlapChoices
                      .filter((hours) => key.on || hours === 0)
                      .map((hours) => ({ value: String(hours), label: t('rotate_hours', { hours }) }))}
                  />
                </>
              }
              {...stepUp}
            />
          </Disclosure>
        </Act>
      </div>
    </Card>
  )
}

/** What stays as it was, as the form that edits the key would send it. */
function unchangedFields(key: KeyDetail): (readonly [string, string])[] {
  return [
    ['id', key.id],
    ['revision', String(key.revision)],
    ['name', key.name],
    ...key.permissions.map((id) => ['permissions[]', id] as const),
    ['addresses', key.allowlist?.join('\n') ?? ''],
    ['firstDay', keyDays(key).firstDay ?? ''],
  ]
}

/** The last days offered that are later than the present one, and none at all. */
async function laterDays(key: KeyDetail): Promise<{ value: string; label: string }[]> {
  const t = await translations('keys')
  const lastDay = keyDays(key).lastDay ?? ''
  const later = lastDayPresets().filter(({ day }) => day > lastDay)
  const locale = await currentLocale()
  const days = later.map(({ key: preset, day }) => {
    const words = formatDate(locale, 'UTC', new Date(`${day}T00:00:00Z`))
    return { value: day, label: t('renew_until', { days: t(preset), day: words }) }
  })
  return [...days, { value: '', label: t('form_days_none') }]
}
