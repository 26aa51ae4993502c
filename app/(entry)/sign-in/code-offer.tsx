import { Choice } from '@/components/ui/choice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Translate } from '@/lib/i18n/translator'

const channels = ['sms', 'email'] as const

/** The way in that no stranger's failures can close: a code to the phone or e-mail address on record. */
export function CodeOffer({ primary, pending, t }: { primary: boolean; pending: boolean; t: Translate }) {
  return (
    <fieldset aria-describedby="offer-body" className="grid min-w-0 gap-3 border-t border-line pt-5">
      <legend className="float-left text-lead font-semibold">{t('form_offer_title')}</legend>
      <p id="offer-body" className="clear-both -mt-2 text-hint text-ink-2">
        {t('form_offer_body')}
      </p>
      {channels.map((channel) => (
        <Choice
          key={channel}
          id={`channel-${channel}`}
          name="channel"
          value={channel}
          label={t(`form_${channel}`)}
          defaultChecked={channel === 'sms'}
        />
      ))}
      <SubmitButton
        name="intent"
        value="send-code"
        look={primary ? 'primary' : 'plain'}
        pending={pending}
        pendingLabel={t('form_sending')}
      >
        {t('form_send')}
      </SubmitButton>
    </fieldset>
  )
}
