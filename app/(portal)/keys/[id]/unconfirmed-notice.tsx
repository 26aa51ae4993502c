import { ConfirmSecretForm } from '@/components/keys/act-forms'
import { Notice } from '@/components/ui/notice'
import { translations } from '@/lib/server/i18n'
import type { KeyKind } from '@/lib/signing/dialects'
import { confirmSecretAction } from '../actions'

/** The answer with the secret may never have reached the browser: says so, and what to do. */
export async function UnconfirmedNotice({ keyId, kind }: { keyId: string; kind: KeyKind }) {
  const t = await translations('keys')
  const what = { kind: kind === 'ed25519' ? 'pair' : 'secret' }
  return (
    <Notice tone="warn">
      <p className="font-semibold">{t('unconfirmed_title', what)}</p>
      <p>{t('unconfirmed_body', what)}</p>
      <div className="mt-2 mb-1">
        <ConfirmSecretForm keyId={keyId} action={confirmSecretAction} label={t('unconfirmed_action')} />
      </div>
    </Notice>
  )
}
