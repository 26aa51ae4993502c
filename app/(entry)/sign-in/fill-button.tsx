'use client'
import { Button } from '@/components/ui/button'

/** Demo only: puts a demo customer's ID and password into the form and leaves the focus on its button. */
export function FillButton({
  nationalId,
  password,
  label,
  describe,
}: Record<'nationalId' | 'password' | 'label' | 'describe', string>) {
  function fill() {
    for (const [id, value] of Object.entries({ nationalId, password })) {
      const field = document.getElementById(id)
      if (field instanceof HTMLInputElement) field.value = value
    }
    document.querySelector<HTMLElement>('form [name=intent]')?.focus()
  }
  return (
    <Button onClick={fill} aria-label={describe}>
      {label}
    </Button>
  )
}
