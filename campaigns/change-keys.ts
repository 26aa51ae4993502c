import type { EndReason } from '@/lib/changes/end-reason'
import { deactivateKey } from '@/lib/keys/deactivate-key'
import { deleteKey } from '@/lib/keys/delete-key'
import { updateKey } from '@/lib/keys/update-key'
import type { TestCustomer } from '@/test/customer'
import { keyInput } from '@/test/keys'
import { countEach } from './support/count-each'
import { until } from './support/until'
import { keyName } from './support/used-keys'
import type { WatchedStream } from './support/watched-stream'

type Change = { ends: EndReason; make: (actor: TestCustomer, id: string) => Promise<void> }

const changes: Change[] = [
  { ends: 'key_deactivated', make: (actor, id) => deactivateKey(actor, { id }) },
  { ends: 'key_deleted', make: (actor, id) => deleteKey(actor, { id, typedName: keyName }) },
  {
    ends: 'key_edited',
    make: (actor, id) => updateKey(actor, { ...keyInput, id, revision: 1, confirmAnywhere: false }),
  },
]

/**
 * Changes so many keys, one after the other, and looks what their streams, and all others, were told.
 * @returns what was told, how long the last one took in milliseconds, and how many were told wrongly
 */
export async function changeKeys(
  streams: WatchedStream[],
  count: number,
): Promise<{ told: Record<string, number>; longestToldMs: number; wrong: number }> {
  const keys = new Map(streams.map(({ keyId, owner }) => [keyId, owner]))
  const step = Math.max(1, Math.floor(keys.size / count))
  const chosen = [...keys].filter((_, at) => at % step === 0).slice(0, count)
  const due = new Map<string, EndReason>()
  let longestToldMs = 0
  for (const [number, [keyId, owner]] of chosen.entries()) {
    const change = changes[number % changes.length] as Change
    due.set(keyId, change.ends)
    const began = performance.now()
    await change.make(owner.actor, keyId)
    const theirs = streams.filter((stream) => stream.keyId === keyId)
    // Whatever is still open by then is counted.
    await until(async () => {
      if (theirs.some(({ isOver }) => !isOver)) throw new Error('a stream is still open')
    }, 10).catch(() => {})
    for (const { toldAt } of theirs) longestToldMs = Math.max(longestToldMs, Math.round(toldAt - began))
  }
  const wrong = streams.filter(
    ({ keyId, reason, isOver }) => reason !== (due.get(keyId) ?? null) || isOver !== due.has(keyId),
  )
  const told = countEach(streams.flatMap(({ reason }) => reason ?? []))
  return { told, longestToldMs, wrong: wrong.length }
}
