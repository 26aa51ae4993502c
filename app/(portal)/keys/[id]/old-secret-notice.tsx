import { EndOldSecretForm } from '@/components/keys/act-forms'
import { Notice } from '@/components/ui/notice'
import type { KeyDetail } from '@/lib/keys/get-key'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { endOldSecretAction } from '../actions'

/** While a rotation lets the old secret run out: until when, whether it is still in use, and how to end it. */
export async function OldSecretNotice({ keyDetail: { id, kind, oldSecret } }: { keyDetail: KeyDetail }) {
  if (!oldSecret) return null
  const t = await translations('keys')
  const { dateTime } = await formats()
  const { validBefore, lastUsedAt } = oldSecret
  const what = { kind: kind === 'ed25519' ? 'pair' : 'secret' }
  return (
    <Notice tone="info">
      <p className="font-semibold">{t('old_secret_title', { ...what, until: dateTime(validBefore) })}</p>
      <p>{lastUsedAt ? t('old_secret_used', { at: dateTime(lastUsedAt) }) : t('old_secret_unused')}</p>
      <div className="mt-2 mb-1">
        <EndOldSecretForm
          keyId={id}
          action={endOldSecretAction}
          label={t('old_secret_end', what)}
          pendingLabel={t('old_secret_ending')}
        />
      </div>
    </Notice>
  )
}
