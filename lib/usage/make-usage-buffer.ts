import 'server-only'
import { newId } from '@/lib/db/new-id'
import { networkOf } from '@/lib/net/network-of'
import { usageLimits } from './limits'
import { makeQuota } from './make-quota'
import type { NotedRequest } from './noted-request'
import { emptyBatch, emptyKeyBatch, type KeyBatch, mergeBatch, type UsageBatch } from './usage-batch'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

export type UsageBuffer = {
  /** Counts a request. Takes no time to speak of: it stands in the way of each. */
  note: (request: NotedRequest) => void
  /** What was counted since the last time; null for nothing. */
  take: () => UsageBatch | null
  /** What was taken and could not be written. */
  giveBack: (batch: UsageBatch) => void
  /** How much has been forgotten, for want of room, since the last time this was asked. */
  takeLost: () => { requests: number; refusals: number }
}

/** Counts requests in memory. What waits is bounded: beyond that, refusals are only counted, and then nothing more. */
export function makeUsageBuffer(): UsageBuffer {
  let batch = emptyBatch()
  let lost = { requests: 0, refusals: 0 }
  // Machines call again and again from one address: each is read once a batch.
  const places = new Map<string, string | null>()
  const perMinute = makeQuota(minuteMs, usageLimits.refusalsPerMinute)
  const perHour = makeQuota(hourMs, usageLimits.refusalsPerHour)

  function keyBatch(keyId: string): KeyBatch | null {
    const known = batch.keys.get(keyId)
    if (known) return known
    if (batch.keys.size >= usageLimits.keysWaiting) return null
    const made = emptyKeyBatch()
    batch.keys.set(keyId, made)
    return made
  }

  function placeOf(address: string): string | null {
    const known = places.get(address)
    if (known !== undefined) return known
    const place = networkOf(address)
    places.set(address, place)
    return place
  }

  function noteRefusal(request: Extract<NotedRequest, { allowed: false }>): void {
    const name = `${request.keyId} ${request.reason}`
    if (!perMinute(name, request.at) || !perHour(name, request.at)) return
    if (batch.refusals.length >= usageLimits.refusalsWaiting) lost.refusals += 1
    else
      batch.refusals.push({
        ...request,
        id: newId(),
        path: request.path.slice(0, usageLimits.pathLength),
      })
  }

  return {
    note(request) {
      const key = keyBatch(request.keyId)
      if (!key) {
        lost.requests += 1
        return
      }
      const hour = Math.floor(request.at.getTime() / hourMs) * hourMs
      const counts = key.hours.get(hour) ?? { allowed: 0, refused: 0 }
      counts[request.allowed ? 'allowed' : 'refused'] += 1
      key.hours.set(hour, counts)
      if (request.allowed) noteUse(key, request, placeOf(request.address))
      else noteRefusal(request)
    },
    take() {
      places.clear()
      if (batch.keys.size === 0) return null
      const taken = batch
      batch = emptyBatch()
      return taken
    },
    giveBack({ keys, refusals }) {
      for (const [keyId, counted] of keys) {
        const key = keyBatch(keyId)
        if (key) mergeBatch(key, counted)
        else for (const { allowed, refused } of counted.hours.values()) lost.requests += allowed + refused
      }
      const room = usageLimits.refusalsWaiting - batch.refusals.length
      batch.refusals.unshift(...refusals.slice(0, room))
      lost.refusals += Math.max(0, refusals.length - room)
    },
    takeLost() {
      const told = lost
      lost = { requests: 0, refusals: 0 }
      return told
    },
  }
}

function noteUse(
  key: KeyBatch,
  { at, address, secret }: Extract<NotedRequest, { allowed: true }>,
  network: string | null,
): void {
  if (secret) key.secrets[secret] = at
  if (!key.last || at >= key.last.at) key.last = { at, address }
  if (!network) return
  const seen = key.networks.get(network)
  if (seen) seen.last = at
  else if (key.networks.size < usageLimits.networksWaiting) key.networks.set(network, { first: at, last: at })
}
