'use client'
import { ActionForm } from '@/components/ui/action-form'
import { TextareaField } from '@/components/ui/textarea-field'
import type { RevocationRequest } from '@/lib/certificates/schema'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import { ConfirmRevocation } from './confirm-revocation'
import type { RevokeActions } from './revoke-types'
import { RevokedNotice } from './revoked-notice'

/** Takes the signature that a command printed. */
export function SignedForm({
  request: { serialNumber, nonce, expiresAt },
  revoke,
  messages,
}: {
  request: RevocationRequest
  revoke: RevokeActions['revoke']
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  return (
    <ActionForm action={revoke} className="grid gap-4">
      {({ state, pending, errors }) =>
        state?.ok ? (
          <RevokedNotice revoked={state.data} t={t} />
        ) : (
          <>
            {Object.entries({ serialNumber, nonce, expiresAt }).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <TextareaField
              id="signature"
              label={t('form_signature')}
              hint={t('form_signature_hint')}
              error={errors.signature}
              mono
              autoComplete="off"
              autoCorrect="off"
              spellCheck={false}
              required
            />
            <ConfirmRevocation id="confirmed-signed" error={errors.confirmed} pending={pending} t={t} />
          </>
        )
      }
    </ActionForm>
  )
}
