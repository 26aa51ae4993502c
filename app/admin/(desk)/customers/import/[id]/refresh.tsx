'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const everyMilliseconds = 1500

/** Loads what the page shows anew while it stands on it and somebody can see it; without script the page itself does. */
export function Refresh() {
  const router = useRouter()
  useEffect(() => {
    async function refresh() {
      // Refreshing while the portal restarts would end at the browser's own error page, and stay there.
      if (document.visibilityState === 'visible' && (await answers())) router.refresh()
    }
    const timer = setInterval(refresh, everyMilliseconds)
    return () => clearInterval(timer)
  }, [router])
  return (
    <noscript>
      <meta httpEquiv="refresh" content="3" />
    </noscript>
  )
}

async function answers(): Promise<boolean> {
  try {
    return (await fetch('/favicon.svg', { method: 'HEAD', cache: 'no-store' })).ok
  } catch {
    return false
  }
}
