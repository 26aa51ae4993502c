import type { ChangeKind } from '@/lib/changes/change'
import { clock } from '@/lib/clock'
import { log } from '@/lib/log'
import { findServiceToken, type ServiceTokenRecord } from '@/lib/services/find-service-token'
import { noteTokenUses } from '@/lib/services/note-token-uses'
import { isServiceToken } from '@/lib/services/service-token-text'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { orUnavailable } from './gate/or-unavailable'
import { Memory } from './memory/memory'
import { freshness } from './memory/process-lease'

const noteEveryMilliseconds = 60_000
/** What the change of any token makes stale: they are few. */
const tokenOfNobody: ChangeKind = 'token'
const tokens = new Memory<ServiceTokenRecord>(() => 1000)
let uses = new Map<string, Date>()
let timer: NodeJS.Timeout | undefined

/**
 * The service that an `Authorization` header names; null when it names none.
 * @throws UnavailableError when the database can't be asked
 */
export async function serviceOf(authorization: string | undefined): Promise<ServiceTokenRecord | null> {
  const [, token = ''] = /^Bearer +(\S{1,100})$/i.exec(authorization ?? '') ?? []
  const found = await orUnavailable(find(token))
  if (found) noteUse(found.id)
  return found
}

async function find(token: string): Promise<ServiceTokenRecord | null> {
  const known = tokens.get(token)
  if (known) return known.value
  if (!isServiceToken(token)) return null
  const since = freshness.now
  const value = await findServiceToken(keyedHash('service-token', token))
  // The token itself is remembered, beside the secrets of keys: a hash for each question would cost as much as the rest.
  if (value) tokens.set(token, { value, subject: tokenOfNobody, since })
  return value
}

/** Written down once a minute: to know which tokens are still used needs no more. */
function noteUse(id: string): void {
  uses.set(id, clock.now())
  timer ??= setInterval(() => void writeUses(), noteEveryMilliseconds)
  timer.unref()
}

/** Writes down what was noted since; also when the gateway ends. */
export async function writeUses(): Promise<void> {
  const noted = uses
  uses = new Map()
  await noteTokenUses(noted).catch((error: unknown) =>
    log.warn({ error }, 'when tokens of services were used could not be written down'),
  )
}
