import { TextareaField } from '@/components/ui/textarea-field'
import { translations } from '@/lib/server/i18n'

/** For whoever has a key pair already. A private key may be pasted by mistake: nothing of it is kept in the tab. */
export async function PublicKeyField() {
  const t = await translations('keys')
  return (
    <details data-secret className="of-pair pl-4">
      <summary className="min-h-11 cursor-pointer py-2.5 text-hint font-semibold text-accent">
        {t('credential_own')}
      </summary>
      <TextareaField
        id="publicKey"
        label={t('credential_public_key')}
        hint={t('credential_public_key_hint')}
        mono
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
      />
    </details>
  )
}
