import { Checkbox } from '@/components/ui/checkbox'
import { FieldError } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Translate } from '@/lib/i18n/translator'

/** That it is meant, and the button. @param id tells it from the other one on the page */
export function ConfirmRevocation({
  id,
  error,
  pending,
  t,
}: {
  id: string
  error?: string | undefined
  pending: boolean
  t: Translate
}) {
  return (
    <>
      <div>
        <Checkbox
          id={id}
          name="confirmed"
          value="yes"
          label={t('form_confirm')}
          aria-invalid={error ? true : undefined}
          aria-errormessage={error ? `${id}-error` : undefined}
        />
        <FieldError id={id} error={error} />
      </div>
      <SubmitButton look="grave-primary" pending={pending} pendingLabel={t('form_pending')}>
        {t('form_submit')}
      </SubmitButton>
    </>
  )
}
