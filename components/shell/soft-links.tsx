'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useTransition } from 'react'

/**
 * Makes the plain links of every page change the page without loading it anew, and shows a bar at the top while the
 * next one is on its way. One listener instead of a component for each link: they need no script of their own, and
 * work before this one arrives.
 */
export function SoftLinks() {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  useEffect(() => {
    function follow(event: MouseEvent) {
      const link = softLink(event)
      if (!link) return
      event.preventDefault()
      const path = link.pathname + link.search + link.hash
      startTransition(() => ('replace' in link.dataset ? router.replace(path) : router.push(path)))
    }
    document.addEventListener('click', follow)
    return () => document.removeEventListener('click', follow)
  }, [router])
  return pending && <div className="fixed inset-x-0 top-0 z-30 h-0.5 animate-pulse bg-accent" />
}

/** The link of ours that a click follows; none for what the browser does itself: other tabs, files, jumps. */
function softLink(event: MouseEvent): HTMLAnchorElement | undefined {
  const { button, metaKey, ctrlKey, shiftKey, altKey, defaultPrevented, target } = event
  if (defaultPrevented || button !== 0 || metaKey || ctrlKey || shiftKey || altKey) return
  const link = target instanceof Element ? target.closest('a') : null
  if (!link?.href || link.target || link.hasAttribute('download') || link.origin !== location.origin) return
  const isJump = link.hash !== '' && link.pathname === location.pathname
  return isJump ? undefined : link
}
