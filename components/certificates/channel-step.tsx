'use client'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Choice } from '@/components/ui/choice'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { Application } from './apply-types'
import { StepCard } from './step-card'
import type { useApplication } from './use-application'

/** Where the code goes. Sending it makes the key first. */
export function ChannelStep({
  flow,
  application: { channels },
  messages,
}: {
  flow: ReturnType<typeof useApplication>
  application: Application
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  const [channel, setChannel] = useState(channels[0]?.channel)
  return (
    <StepCard title={t('apply_channel_title')}>
      <form
        className="grid gap-5"
        aria-busy={flow.sending}
        onSubmit={(event) => {
          event.preventDefault()
          if (channel) void flow.send(channel)
        }}
      >
        {flow.refusal && (
          <Notice tone="bad" live>
            <p>{flow.refusal}</p>
          </Notice>
        )}
        <p className="text-ink-2">{t('apply_channel_body')}</p>
        <fieldset className="grid gap-3">
          <legend className="sr-only">{t('apply_channel_title')}</legend>
          {channels.map((one) => (
            <Choice
              key={one.channel}
              id={`channel-${one.channel}`}
              name="channel"
              value={one.channel}
              checked={channel === one.channel}
              onChange={() => setChannel(one.channel)}
              label={t(`apply_channel_${one.channel}`)}
              hint={one.masked}
            />
          ))}
        </fieldset>
        <div className="flex flex-wrap gap-3">
          <SubmitButton pending={flow.sending} pendingLabel={t('apply_sending')}>
            {t('apply_send')}
          </SubmitButton>
          <Button look="quiet" onClick={() => flow.setStage('about')}>
            {t('apply_back')}
          </Button>
        </div>
      </form>
    </StepCard>
  )
}
