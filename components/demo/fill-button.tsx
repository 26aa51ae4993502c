'use client'
import { Button } from '@/components/ui/button'

/** Demo only: puts values into the form's fields by their ids and leaves the focus on `focus`. */
export function FillButton({
  values,
  focus,
  label,
  describe,
}: {
  values: Record<string, string>
  /** A selector. */
  focus: string
  label: string
  describe: string
}) {
  function fill() {
    for (const [id, value] of Object.entries(values)) {
      const field = document.getElementById(id)
      if (field instanceof HTMLInputElement) field.value = value
    }
    document.querySelector<HTMLElement>(focus)?.focus()
  }
  return (
    <Button onClick={fill} aria-label={describe}>
      {label}
    </Button>
  )
}
