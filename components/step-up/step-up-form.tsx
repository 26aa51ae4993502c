'use client'
import { type ComponentProps, useEffect, useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Notice } from '@/components/ui/notice'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { SendCode } from './otp-dialog'

/**
 * An `ActionForm` whose act may want fresh proof. A browser that holds the certificate's key signs and sends
 * the form again without a question; elsewhere a dialog asks for a one-time password.
 * @param sendCode `sendCodeAction`
 * @param stepUpMessages `await clientMessages('stepUp')`
 */
export function StepUpForm<T>({
  sendCode,
  stepUpMessages,
  children,
  ...rest
}: ComponentProps<typeof ActionForm<T>> & { sendCode: SendCode; stepUpMessages: ClientMessages }) {
  return (
    <ActionForm {...rest}>
      {(view) => (
        <>
          {children(view)}
          <WhenAsked view={view} sendCode={sendCode} messages={stepUpMessages} />
        </>
      )}
    </ActionForm>
  )
}

type StepUpComponent = typeof import('./step-up').StepUp

/** Loads what answers a request for proof with the first such request; a load that failed is tried with the next. */
function WhenAsked<T>(props: ComponentProps<typeof import('./step-up').StepUp<T>>) {
  const [StepUp, setStepUp] = useState<StepUpComponent>()
  const { state } = props.view
  useEffect(() => {
    if (state?.ok !== false || !state.stepUp) return
    import('./step-up').then(
      (loaded) => setStepUp(() => loaded.StepUp),
      () => {},
    )
  }, [state])
  if (StepUp) return <StepUp {...props} />
  if (state?.ok !== false || !state.stepUp) return null
  // Before script, the form would come back without a word.
  const { locale, messages } = props.messages
  return (
    <noscript>
      <Notice tone="warn">
        <p>{translator(locale, messages)('needs_script')}</p>
      </Notice>
    </noscript>
  )
}
