import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import { log } from '@/lib/log'

const asked = new AsyncLocalStorage<{ confirmed: boolean }>()

/**
 * Runs `work`.
 * @param tell is called after it, also when it threw, if it saved a change that not every gateway has confirmed
 */
export async function withConfirmation<T>(work: () => Promise<T>, tell: () => Promise<void>): Promise<T> {
  const state = { confirmed: true }
  try {
    return await asked.run(state, work)
  } finally {
    if (!state.confirmed) await tell()
  }
}

/** A change is saved, but a gateway may not know of it yet. */
export function noteUnconfirmed(): void {
  const state = asked.getStore()
  if (state) state.confirmed = false
  log.error({}, 'a change is saved, but not yet confirmed by every gateway')
}
