import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import { log } from '@/lib/log'

const asked = new AsyncLocalStorage<{ confirmed: boolean }>()

/** Runs `work`, and tells beside its result whether every gateway knows of what it changed. */
export async function withConfirmation<T>(
  work: () => Promise<T>,
): Promise<{ result: T; confirmed: boolean }> {
  const state = { confirmed: true }
  const result = await asked.run(state, work)
  return { result, confirmed: state.confirmed }
}

/** A change is saved, but a gateway may not know of it yet. */
export function noteUnconfirmed(): void {
  const state = asked.getStore()
  if (state) state.confirmed = false
  log.error({}, 'a change is saved, but not yet confirmed by every gateway')
}
