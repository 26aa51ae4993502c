import type { FormAction } from '@/lib/server/action'

/**
 * An action whose answer may never come: a dropped connection becomes a sentence beside the form, which keeps
 * its content, instead of an error page. The sentence stands on `body`, in the page's language.
 */
export function reachable<T>(action: FormAction<T>): FormAction<T> {
  // On the server it must stay the action itself, or the form would not work before script arrives.
  if (typeof window === 'undefined') return action
  return async (_previous, form) => {
    try {
      // The answer before, which may show a secret, is not sent back: no action reads it.
      return await action(null, form)
    } catch (error) {
      // A redirect, or another signal of the framework's own.
      if (String((error as { digest?: unknown }).digest).startsWith('NEXT_')) throw error
      const message = document.body.dataset.unreachable ?? ''
      return { ok: false, code: 'unreachable', message, fieldErrors: {} }
    }
  }
}
