'use client'
import { useState } from 'react'
import { OtpInput } from './otp-input'

/**
 * The place for a code that was sent, empty, and without what was said of the one before. Give it a `key` that
 * changes with every code.
 */
export function StepUpCode({
  label,
  hint,
  errors,
}: {
  label: string
  hint: string
  /** The form's; an answer brings new ones. */
  errors: Record<string, string>
}) {
  const [before] = useState(errors)
  const error = errors === before ? undefined : errors.stepUpCode
  return <OtpInput id="stepUpCode" label={label} hint={hint} error={error} />
}
