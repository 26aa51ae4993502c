'use server'
import { redirect } from 'next/navigation'
import { after } from 'next/server'
import { clock } from '@/lib/clock'
import { requestSignInCode } from '@/lib/identity/request-sign-in-code'
import { signInFormSchema } from '@/lib/identity/schema'
import { signInHere } from '@/lib/server/auth'
import { publicAction } from '@/lib/server/public-action'
import { safeNext } from '@/lib/server/safe-next'
import { setAttemptCookie, signInTokens } from '@/lib/server/sign-in-cookies'
import type { SentCode } from './next-step'

/** Signs in and goes on to `next`; with the other button, sends a code and answers that it did. */
export const signInAction = publicAction(signInFormSchema, async (input, actor): Promise<SentCode> => {
  if (input.intent === 'sign-in') {
    await signInHere(input)
    redirect(safeNext(input.next))
  }
  const { attemptToken } = await signInTokens()
  const requested = await requestSignInCode(actor, { ...input, attemptToken })
  after(requested.delivery)
  await setAttemptCookie(requested.attemptToken)
  const resendSeconds = Math.ceil((requested.resendAt.getTime() - clock.now().getTime()) / 1000)
  return { channel: input.channel, resendSeconds, sentAt: clock.now().getTime() }
})
