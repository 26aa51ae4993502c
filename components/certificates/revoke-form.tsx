'use client'
import { ActionForm } from '@/components/ui/action-form'
import { ButtonLink } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { FieldError } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import { holderReasons } from '@/lib/pki/revocation-reasons'
import { routes } from '@/lib/routes'
import type { FormAction } from '@/lib/server/action'

/** Why, and the button that ends the certificate for good. Nothing is chosen beforehand. */
export function RevokeForm({
  certificateId,
  action,
  messages,
}: {
  certificateId: string
  action: FormAction<null>
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  return (
    <ActionForm action={action} className="grid gap-5">
      {({ pending, errors }) => (
        <>
          <input type="hidden" name="id" value={certificateId} />
          <fieldset className="grid gap-3" aria-describedby="why-hint">
            <legend className="mb-1 font-semibold">{t('revoke_why')}</legend>
            <p id="why-hint" className="text-hint text-ink-2">
              {t('revoke_why_hint')}
            </p>
            {holderReasons.map((reason) => (
              <Choice
                key={reason}
                id={`why-${reason}`}
                name="revokedFor"
                value={reason}
                label={t(`revoke_why_${reason}`)}
                hint={t(`revoke_why_${reason}_hint`)}
                aria-invalid={Boolean(errors.revokedFor) || undefined}
              />
            ))}
            <FieldError id="why" error={errors.revokedFor} />
          </fieldset>
          <div className="flex flex-wrap gap-3">
            <SubmitButton look="grave-primary" pending={pending} pendingLabel={t('revoke_pending')}>
              {t('revoke_confirm')}
            </SubmitButton>
            <ButtonLink look="quiet" href={routes.certificate(certificateId)}>
              {t('revoke_cancel')}
            </ButtonLink>
          </div>
        </>
      )}
    </ActionForm>
  )
}
