'use client'
import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { Notice } from '@/components/ui/notice'
import type { SelfTestResult, SelfTestStart } from '@/lib/certificates/self-test/schema'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { FormAction } from '@/lib/server/action'
import { callAction } from './call-action'
import { SelfTestOutcome } from './self-test-outcome'

type Answer = { result: SelfTestResult } | { failure: string }

/** Has the keys of this browser sign a test, and shows what the server makes of it. */
export function SelfTest({
  actions,
  messages,
}: {
  actions: { start: FormAction<SelfTestStart>; finish: FormAction<SelfTestResult> }
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  const [running, setRunning] = useState(false)
  const [answer, setAnswer] = useState<Answer | null>(null)
  const outcome = useRef<HTMLDivElement>(null)

  async function test(): Promise<Answer> {
    const started = await callAction(actions.start, {})
    if (!started.ok) return { failure: started.message }
    if (started.data.origin !== location.origin) return { failure: t('wrong_origin') }
    const { signSelfTest } = await import('@/browser/sign-self-test')
    const finished = await callAction(actions.finish, await signSelfTest(started.data))
    return finished.ok ? { result: finished.data } : { failure: finished.message }
  }

  async function run() {
    if (running) return
    setRunning(true)
    setAnswer(null)
    setAnswer(await test().catch(() => ({ failure: t('failed') })))
    setRunning(false)
    requestAnimationFrame(() => outcome.current?.focus())
  }

  return (
    <Card className="grid max-w-2xl gap-5" aria-busy={running}>
      {!answer && <p>{t('about')}</p>}
      <noscript>
        <Notice tone="warn">
          <p>{t('no_script')}</p>
        </Notice>
      </noscript>
      <div ref={outcome} tabIndex={-1} className="grid gap-5 outline-none empty:hidden" role="status">
        {answer && 'failure' in answer && (
          <Notice tone="bad">
            <p>{answer.failure || t('failed')}</p>
          </Notice>
        )}
        {answer && 'result' in answer && <SelfTestOutcome result={answer.result} t={t} />}
      </div>
      <Button
        look={answer ? 'plain' : 'primary'}
        className="justify-self-start"
        aria-disabled={running || undefined}
        onClick={run}
      >
        {running && <Icon name="wait" className="size-4 animate-spin" />}
        {t(running ? 'running' : answer ? 'again' : 'start')}
      </Button>
    </Card>
  )
}
