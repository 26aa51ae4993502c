'use client'
import { useEffect, useState, useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { reachable } from '@/components/ui/reachable'
import { SubmitButton } from '@/components/ui/submit-button'
import type { OtpChannel, StepUpRequest } from '@/lib/factors/schema'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { FormAction } from '@/lib/server/action'
import type { SentCodeView } from '@/lib/server/sent-code-view'
import { ResendButton } from './resend-button'
import { StepUpCode } from './step-up-code'

export type SendCode = FormAction<SentCodeView>

/**
 * Asks for a one-time password in the middle of a form. It stands inside that form, so that Confirm sends the
 * form again with the code.
 */
export function OtpDialog({
  open,
  request,
  errors,
  pending,
  sendCode,
  messages,
  onClose,
}: {
  open: boolean
  request: StepUpRequest | null
  errors: Record<string, string>
  pending: boolean
  sendCode: SendCode
  messages: ClientMessages
  onClose: () => void
}) {
  const t = translator(messages.locale, messages.messages)
  const [sent, setSent] = useState<(SentCodeView & { at: number }) | null>(null)
  const [refusal, setRefusal] = useState('')
  const [sending, startSending] = useTransition()

  function send(channel: OtpChannel) {
    if (!request || sending) return
    const form = new FormData()
    form.set('id', request.id)
    form.set('channel', channel)
    startSending(async () => {
      const answer = await reachable(sendCode)(null, form)
      setRefusal(answer?.ok === false ? answer.message : '')
      if (answer?.ok) setSent({ ...answer.data, at: Date.now() })
    })
  }

  useEffect(() => {
    if (sent) document.getElementById('stepUpCode')?.focus()
  }, [sent])

  const channels = request?.channels ?? []
  const other = channels.find(({ channel }) => channel !== sent?.channel)
  return (
    <Dialog open={open} onClose={onClose} labelledBy="step-up-title">
      <div className="grid gap-1">
        <h2 id="step-up-title">{t(sent ? 'title_enter' : 'title_choose')}</h2>
        {request && <p className="text-ink-2">{t(`for_${request.purpose.replaceAll('-', '_')}`)}</p>}
      </div>
      {refusal && (
        <Notice tone="bad" live>
          <p>{refusal}</p>
        </Notice>
      )}
      {!sent && (
        <div className="grid gap-3">
          {channels.map(({ channel, masked }, index) => (
            <Button
              key={channel}
              look={index === 0 ? 'primary' : 'plain'}
              aria-disabled={sending || undefined}
              onClick={() => send(channel)}
            >
              {t(`send_${channel}`, { masked })}
            </Button>
          ))}
          <Button look="quiet" onClick={onClose}>
            {t('cancel')}
          </Button>
        </div>
      )}
      {sent && (
        <>
          <div key={sent.at} role="status">
            {sent.delivery === 'failed' ? (
              <Notice tone="warn">
                <p>{t('delivery_failed', { masked: sent.masked })}</p>
              </Notice>
            ) : (
              <p>
                {t(`sent_${sent.channel}`, {
                  masked: sent.masked,
                  minutes: Math.round(sent.lifeSeconds / 60),
                })}
              </p>
            )}
          </div>
          <input type="hidden" name="stepUpId" value={request?.id} />
          <StepUpCode key={sent.at} label={t('code_label')} hint={t('code_hint')} errors={errors} />
          <div className="flex flex-wrap items-center gap-2">
            <SubmitButton pending={pending}>{t('confirm')}</SubmitButton>
            <Button look="quiet" onClick={onClose}>
              {t('cancel')}
            </Button>
          </div>
          <div className="-mx-4 flex flex-wrap gap-x-2 border-t border-line pt-2">
            <ResendButton
              key={sent.at}
              seconds={sent.resendSeconds}
              label={t('resend')}
              waiting={(seconds) => t('resend_in', { seconds })}
              onResend={() => send(sent.channel)}
            />
            {other && (
              <Button look="quiet" onClick={() => send(other.channel)}>
                {t(`instead_${other.channel}`)}
              </Button>
            )}
          </div>
        </>
      )}
    </Dialog>
  )
}
