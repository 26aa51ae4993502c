import { OldSecretNotice } from '@/app/_keys/old-secret-notice'
import { EndOldSecretForm } from '@/components/keys/act-forms'
import type { KeyDetail } from '@/lib/keys/get-key'
import { translations } from '@/lib/server/i18n'
import { endOldSecretAction } from '../actions'

/** What a rotation left to run out, and how to end it at once. */
export async function OldSecret({ keyDetail: { id, kind, oldSecret } }: { keyDetail: KeyDetail }) {
  const t = await translations('keys')
  return (
    <OldSecretNotice kind={kind} oldSecret={oldSecret} used={(at) => t('old_secret_used', { at })}>
      <div className="mt-2 mb-1">
        <EndOldSecretForm
          keyId={id}
          action={endOldSecretAction}
          label={t('old_secret_end', { kind: kind === 'ed25519' ? 'pair' : 'secret' })}
          pendingLabel={t('old_secret_ending')}
        />
      </div>
    </OldSecretNotice>
  )
}
