'use client'
import { useEffect } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { VerdictWords } from '@/lib/audit/verdict-words'
import type { FormAction } from '@/lib/server/action'

/** Either how far it is, or what was found. */
export type VerifyAnswer = { run: string; progress: string | null; found: VerdictWords | null }

const askAgainMs = 1500

/** Verifies the chain at a click, asks how far a long verification is until it is over, and says what was found. */
export function VerifyForm({
  action,
  words,
}: {
  action: FormAction<VerifyAnswer>
  words: Record<'verify' | 'verifying' | 'ask', string>
}) {
  return (
    <ActionForm id="verify" action={action} className="grid justify-items-start gap-4">
      {({ state, pending, resubmit }) => {
        const answer = state?.ok ? state.data : null
        const isUnderWay = answer?.progress != null
        return (
          <>
            {isUnderWay && !pending && <AskAgain ask={() => resubmit({ run: answer.run })} />}
            {/* Without script the button asks. */}
            <input type="hidden" name="run" value={isUnderWay ? answer.run : ''} />
            <SubmitButton look="plain" pending={pending || isUnderWay} pendingLabel={words.verifying}>
              {isUnderWay ? words.ask : words.verify}
            </SubmitButton>
            <div role="status" className="grid w-full gap-4">
              {isUnderWay && <p className="text-ink-2">{answer.progress}</p>}
              {answer?.found && <Found {...answer.found} />}
            </div>
          </>
        )
      }}
    </ActionForm>
  )
}

function AskAgain({ ask }: { ask: () => void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: one question for each answer.
  useEffect(() => {
    const timer = setTimeout(ask, askAgainMs)
    return () => clearTimeout(timer)
  }, [])
  return null
}

function Found({ whole, verdict, covered, remarks, faults }: VerdictWords) {
  return (
    <Notice tone={whole ? 'ok' : 'bad'}>
      <p className="font-semibold">{verdict}</p>
      {faults.length > 0 && (
        <ul className="list-disc pl-5">
          {faults.map((fault) => (
            <li key={fault}>{fault}</li>
          ))}
        </ul>
      )}
      {[covered, ...remarks].map((line) => (
        <p key={line} className="text-hint text-ink-2">
          {line}
        </p>
      ))}
    </Notice>
  )
}
