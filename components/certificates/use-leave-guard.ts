'use client'
import { useEffect } from 'react'

/**
 * While `active`, asks before the page is left, by reload, link or the back button: what only this page's memory
 * holds would be gone.
 */
export function useLeaveGuard(active: boolean, question: string): void {
  useEffect(() => {
    if (!active) return
    // A second entry of the same page, so that the first Back stays here and can ask.
    history.pushState(history.state, '')
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    const onBack = () => {
      if (window.confirm(question)) history.back()
      else history.pushState(history.state, '')
    }
    const onClick = (event: MouseEvent) => {
      const link = (event.target as Element).closest?.('a[href]')
      if (!link || link.hasAttribute('download') || window.confirm(question)) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('beforeunload', onUnload)
    window.addEventListener('popstate', onBack)
    document.addEventListener('click', onClick, true)
    return () => {
      window.removeEventListener('beforeunload', onUnload)
      window.removeEventListener('popstate', onBack)
      document.removeEventListener('click', onClick, true)
    }
  }, [active, question])
}
