import { ConfirmSecretForm } from '@/components/keys/act-forms'
import { Notice } from '@/components/ui/notice'
import { translations } from '@/lib/server/i18n'
import { confirmSecretAction } from '../actions'

/** The answer with the secret may never have reached the browser: says so, and what to do. */
export async function UnconfirmedNotice({ keyId }: { keyId: string }) {
  const t = await translations('keys')
  return (
    <Notice tone="warn">
      <p className="font-semibold">{t('unconfirmed_title')}</p>
      <p>{t('unconfirmed_body')}</p>
      <div className="mt-2 mb-1">
        <ConfirmSecretForm keyId={keyId} action={confirmSecretAction} label={t('unconfirmed_action')} />
      </div>
    </Notice>
  )
}
