'use client'
import { useEffect, useState } from 'react'
import { ResendButton } from '@/components/step-up/resend-button'
import { StepUpCode } from '@/components/step-up/step-up-code'
import { ActionForm, type FormView } from '@/components/ui/action-form'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { ActionState } from '@/lib/server/action'
import type { Application, ApplyActions, ShownCertificate } from './apply-types'
import { Countdown } from './countdown'
import { StepCard } from './step-card'
import type { useApplication } from './use-application'

type Flow = ReturnType<typeof useApplication>

/** The six digits; they and the certificate request go together. */
export function CodeStep({
  flow,
  application: { channels, renews },
  issue,
  messages,
}: {
  flow: Flow
  application: Application
  issue: ApplyActions['issue']
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  const { sent } = flow
  const [worded] = useState(() => wordedFor(issue, t('apply_refused')))
  if (!sent) return null
  const other = channels.find(({ channel }) => channel !== sent.channel)
  return (
    <StepCard title={t('apply_code_title')}>
      <div role="status" className="grid gap-1 text-ink-2">
        {sent.delivery === 'failed' ? (
          <Notice tone="warn">
            <p>{t('apply_code_failed', { masked: sent.masked })}</p>
          </Notice>
        ) : (
          <p key={sent.at}>{t(`apply_code_sent_${sent.channel}`, { masked: sent.masked })}</p>
        )}
        <p>{t('apply_code_fingerprint', { fingerprint: sent.fingerprint.replace(' ', '\u00a0') })}</p>
      </div>
      {flow.refusal && (
        <Notice tone="bad" live>
          <p>{flow.refusal}</p>
        </Notice>
      )}
      <ActionForm action={worded} onDone={flow.onIssued} className="grid gap-5" data-secret>
        {(view) => (
          <>
            {isRefused(view.state) && (
              <Button className="justify-self-start" onClick={() => void flow.startOver()}>
                {t('apply_again')}
              </Button>
            )}
            <AnswerLost view={view} onAnswerLost={flow.onAnswerLost} />
            <input type="hidden" name="stepUpId" value={sent.stepUpId} />
            <input type="hidden" name="csr" value={sent.csr} />
            {renews && <input type="hidden" name="renewsId" value={renews.id} />}
            <StepUpCode
              key={sent.at}
              label={t('apply_code_label')}
              hint={t('apply_code_hint')}
              errors={view.errors}
            />
            <p className="-mt-2 text-hint text-ink-2">
              <Countdown
                key={sent.at}
                seconds={sent.lifeSeconds}
                left={(time) => t('apply_code_left', { time })}
                over={t('apply_code_over')}
              />
            </p>
            <div className="flex flex-wrap items-center gap-2">
              <SubmitButton pending={view.pending} pendingLabel={t('apply_issuing')}>
                {t('apply_confirm')}
              </SubmitButton>
              <ResendButton
                key={sent.at}
                seconds={sent.resendSeconds}
                label={t('apply_resend')}
                waiting={(seconds) => t('apply_resend_in', { seconds })}
                onResend={() => flow.send(sent.channel)}
              />
              {other && (
                <Button look="quiet" onClick={() => flow.send(other.channel)}>
                  {t(`apply_instead_${other.channel}`)}
                </Button>
              )}
            </div>
          </>
        )}
      </ActionForm>
    </StepCard>
  )
}

function isRefused(state: ActionState<unknown>): boolean {
  return state?.ok === false && state.code === 'csr_refused'
}

/** The request is the browser's own work: what rule it broke helps nobody here. To begin again with a new key does. */
function wordedFor(issue: ApplyActions['issue'], sentence: string): ApplyActions['issue'] {
  return async (previous, form) => {
    const state = await issue(previous, form)
    return state?.ok === false && isRefused(state) ? { ...state, message: sentence } : state
  }
}

/** When the first answer was lost, the second one says "used": then the certificate is there to be fetched. */
function AnswerLost({
  view: { state },
  onAnswerLost,
}: {
  view: FormView<ShownCertificate>
  onAnswerLost: Flow['onAnswerLost']
}) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer is handled once, when it comes.
  useEffect(() => {
    if (state?.ok === false && ['otp_used', 'unreachable', 'unexpected'].includes(state.code))
      void onAnswerLost()
  }, [state])
  return null
}
