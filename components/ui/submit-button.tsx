'use client'
import type { ComponentProps } from 'react'
import { useFormStatus } from 'react-dom'
import { Button, type ButtonLook } from './button'
import { Icon } from './icon'

/**
 * The button that sends its form. While it is on its way the button says so and stays where it is: it keeps the
 * focus, and a second click does nothing. Inside an `ActionForm` hand it that form's `pending`.
 */
export function SubmitButton({
  pending,
  pendingLabel,
  look = 'primary',
  children,
  onClick,
  ...rest
}: Omit<ComponentProps<'button'>, 'type'> & { look?: ButtonLook; pending?: boolean; pendingLabel?: string }) {
  const status = useFormStatus()
  const busy = pending ?? status.pending
  return (
    <Button
      {...rest}
      type="submit"
      look={look}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy && <Icon name="wait" className="size-4 animate-spin" />}
      {busy && pendingLabel ? pendingLabel : children}
    </Button>
  )
}
