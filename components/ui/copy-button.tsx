'use client'
import { useEffect, useState } from 'react'
import { Button } from './button'
import { Icon } from './icon'

/**
 * Copies a value and says so for two seconds. `describe` names what is copied, for those who don't see where the
 * button stands. Where the browser refuses, or has no clipboard, `failed` says to copy by hand, and the value is
 * selected if it stands in a `code`, `output` or `strong`.
 */
export function CopyButton({
  value,
  label,
  copied,
  describe,
  failed,
}: {
  value: string
  label: string
  copied: string
  describe: string
  failed: string
}) {
  const [said, setSaid] = useState<string>()
  useEffect(() => {
    // What is left to the reader to do stays.
    if (said !== copied) return
    const timer = setTimeout(() => setSaid(undefined), 2000)
    return () => clearTimeout(timer)
  }, [said, copied])
  async function copy() {
    try {
      // Over plain HTTP there is no clipboard at all.
      await navigator.clipboard.writeText(value)
      setSaid(copied)
    } catch {
      select(value)
      setSaid(failed)
    }
  }
  return (
    <>
      <Button onClick={copy} aria-label={describe} className="shrink-0">
        <Icon name={said === copied ? 'check' : 'copy'} className="size-4" />
        {said ?? label}
      </Button>
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  )
}

function select(value: string): void {
  const places = [...document.querySelectorAll('code, output, strong')]
  const place = places.find(({ textContent }) => textContent === value)
  if (place) getSelection()?.selectAllChildren(place)
}
