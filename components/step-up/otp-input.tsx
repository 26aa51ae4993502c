'use client'
import { useState } from 'react'
import { describedBy, Field } from '@/components/ui/field'

const places = ['1', '2', '3', '4', '5', '6']

/** Six digits out of whatever was typed or pasted: spaces, hyphens, full-width digits. */
function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '').slice(0, places.length)
}

/**
 * The six digits of a one-time password: one real input over six drawn places, so that paste, autofill from
 * an SMS, screen readers and undo work as everywhere.
 */
export function OtpInput({
  id,
  name = id,
  label,
  hint,
  error,
}: {
  id: string
  name?: string
  label: string
  hint?: string
  error?: string | undefined
}) {
  const [code, setCode] = useState('')
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      <div className="relative h-13 w-66 overflow-clip rounded outline-offset-4 outline-accent has-focus-visible:outline-2">
        <div aria-hidden className="absolute inset-0 grid grid-cols-6">
          {places.map((place) => (
            <span
              key={place}
              className={`mx-0.5 rounded border bg-surface ${error ? 'border-seal bg-seal-wash' : 'border-line-strong'}`}
            />
          ))}
        </div>
        <input
          id={id}
          name={name}
          value={code}
          // A composition (full-width digits of an input method) is left alone until it ends.
          onChange={(event) =>
            setCode(
              (event.nativeEvent as InputEvent).isComposing
                ? event.target.value
                : digitsOf(event.target.value),
            )
          }
          onCompositionEnd={(event) => setCode(digitsOf(event.currentTarget.value))}
          data-secret
          inputMode="numeric"
          autoComplete="one-time-code"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy({ id, hint, error })}
          // One place wider than is seen: the last digit's spacing must not make the text scroll.
          className="absolute inset-y-0 left-0 w-77 bg-transparent pl-[calc((2.75rem-1ch)/2)] font-mono text-figure font-semibold tracking-[calc(2.75rem-1ch)] text-ink outline-none"
        />
      </div>
    </Field>
  )
}
