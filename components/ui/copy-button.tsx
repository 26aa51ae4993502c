'use client'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from './button'

/** Copies a value and says so for two seconds. */
export function CopyButton({
  value,
  label,
  copied,
  describe,
}: {
  value: string
  label: string
  copied: string
  describe: string
}) {
  const [done, setDone] = useState(false)
  async function copy() {
    await navigator.clipboard.writeText(value)
    setDone(true)
    setTimeout(() => setDone(false), 2000)
  }
  const Icon = done ? Check : Copy
  return (
    <Button onClick={copy} aria-label={done ? copied : describe}>
      <Icon aria-hidden className="size-4" />
      <span aria-live="polite">{done ? copied : label}</span>
    </Button>
  )
}
