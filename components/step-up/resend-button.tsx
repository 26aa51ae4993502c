'use client'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'

/**
 * Sends a code again once the pause is over; until then says how long it lasts. Give it a `key` that changes
 * with every code sent, so that the pause begins anew.
 */
export function ResendButton({
  seconds,
  label,
  waiting,
  onResend,
}: {
  seconds: number
  label: string
  waiting: (seconds: number) => string
  onResend: () => void
}) {
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    const end = Date.now() + seconds * 1000
    // By the clock, not by counting: a sleeping tab's timers stand still.
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000))), 500)
    return () => clearInterval(timer)
  }, [seconds])
  const waits = left > 0
  return (
    <Button look="quiet" aria-disabled={waits || undefined} onClick={() => !waits && onResend()}>
      {waits ? waiting(left) : label}
    </Button>
  )
}
