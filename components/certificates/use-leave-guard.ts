'use client'
import { useEffect } from 'react'

/**
 * While `active`, asks before the page is left, by reload, link or the back button: what only this page's memory
 * holds would be gone. The history is afterwards as if it had never been.
 */
export function useLeaveGuard(active: boolean, question: string): void {
  useEffect(() => {
    if (!active) return
    const page = location.href
    // A second entry of the same page, so that the first Back stays here and can ask: the browser itself asks only
    // where a document is left, and Back to a page of ours leaves none.
    const holdBack = () => history.pushState(history.state, '')
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    const onBack = () => {
      if (!window.confirm(question)) return holdBack()
      stop()
      history.back()
    }
    const onClick = (event: MouseEvent) => {
      const link = (event.target as Element).closest?.<HTMLAnchorElement>('a[href]')
      if (!link || leavesPageOpen(event, link)) return
      event.preventDefault()
      event.stopPropagation()
      if (!window.confirm(question)) return
      stop()
      // In the place of the second entry, which would otherwise be one Back too many.
      location.replace(link.href)
    }
    let stopped = false
    function stop() {
      stopped = true
      window.removeEventListener('beforeunload', onUnload)
      window.removeEventListener('popstate', onBack)
      document.removeEventListener('click', onClick, true)
    }
    holdBack()
    window.addEventListener('beforeunload', onUnload)
    window.addEventListener('popstate', onBack)
    document.addEventListener('click', onClick, true)
    return () => {
      if (stopped) return
      stop()
      if (location.href === page) history.back()
    }
  }, [active, question])
}

/** A file, another tab or window, a place on this page. */
function leavesPageOpen(
  { metaKey, ctrlKey, shiftKey, altKey }: MouseEvent,
  link: HTMLAnchorElement,
): boolean {
  if (metaKey || ctrlKey || shiftKey || altKey || link.target || link.hasAttribute('download')) return true
  return link.hash !== '' && link.pathname === location.pathname
}
