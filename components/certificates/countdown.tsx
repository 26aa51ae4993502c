'use client'
import { useEffect, useState } from 'react'

/** Time left as m:ss, by the clock; `over` once it is. Give it a `key` that changes with every new code. */
export function Countdown({
  seconds,
  left,
  over,
}: {
  seconds: number
  left: (time: string) => string
  over: string
}) {
  const [now, setNow] = useState(seconds)
  useEffect(() => {
    const end = Date.now() + seconds * 1000
    const timer = setInterval(() => setNow(Math.max(0, Math.ceil((end - Date.now()) / 1000))), 500)
    return () => clearInterval(timer)
  }, [seconds])
  const time = `${Math.floor(now / 60)}:${String(now % 60).padStart(2, '0')}`
  // Announced once, when it is over, and not every second.
  return <span role={now === 0 ? 'status' : undefined}>{now === 0 ? over : left(time)}</span>
}
