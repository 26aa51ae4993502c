import type { Change } from '@/lib/changes/change'
import { holdLease, type Lease } from '@/lib/changes/hold-lease'
import { log } from '@/lib/log'
import { Freshness } from './freshness'

/** What stands for the customer of a key that does not exist. */
export const noSuchKey = 'no such key'

export const freshness = new Freshness()

let lease: Lease | null = null
const changeListeners = new Set<(change: Change) => void>()
const lapseListeners = new Set<() => void>()

/** Holds a lease for this process from now on; until there is one, and without this, nothing is remembered. */
export function startLease(): void {
  lease = holdLease({ hear, forget })
}

/** Nothing is remembered any more; settles when no change waits for this process. */
export async function giveUpLease(): Promise<void> {
  await lease?.giveUp()
}

/** Whether the process may answer from its memory at this instant. */
export const mayRemember = (): boolean => lease?.holds() ?? false

/** Which lease this process holds, as it were; null without one. What was remembered under another one does not count. */
export const leaseTerm = (): number | null => (mayRemember() ? freshness.forgotAt : null)

/**
 * Calls `listener` with each change that is heard, once what it made stale is dropped: it must not wait.
 * @returns what ends that
 */
export function onChange(listener: (change: Change) => void): () => void {
  changeListeners.add(listener)
  return () => void changeListeners.delete(listener)
}

/**
 * Calls `listener` when changes may have gone unheard, as a lease ends and as the next begins: whoever keeps something
 * that a change would end looks at the database.
 * @returns what ends that
 */
export function onLapse(listener: () => void): () => void {
  lapseListeners.add(listener)
  return () => void lapseListeners.delete(listener)
}

function hear(change: Change): void {
  freshness.change(change.customerId ?? change.kind)
  // It may be one that was just made.
  if (change.kind === 'key') freshness.change(noSuchKey)
  for (const listener of changeListeners) attempt(() => listener(change))
}

function forget(): void {
  freshness.forget()
  for (const listener of lapseListeners) attempt(listener)
}

/** A listener that fails keeps neither another from hearing of it nor the change from being acknowledged. */
function attempt(work: () => void): void {
  try {
    work()
  } catch (error) {
    log.error({ error }, 'a listener to changes failed')
  }
}
