'use client'
import { useEffect, useState } from 'react'
import { Button } from './button'
import { Icon } from './icon'

/**
 * Copies a value and says so for two seconds. `describe` names what is copied, for those who don't see where the
 * button stands; `failed` is said when the browser refuses.
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
  failed?: string
}) {
  const [said, setSaid] = useState<string>()
  useEffect(() => {
    if (!said) return
    const timer = setTimeout(() => setSaid(undefined), 2000)
    return () => clearTimeout(timer)
  }, [said])
  async function copy() {
    const done = await navigator.clipboard.writeText(value).then(
      () => true,
      () => false,
    )
    setSaid(done ? copied : failed)
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
