import type { EventStream } from '@/test/api-client'
import type { OpenSession, StreamOwner } from './stream-owner'

/** An event stream, and what came of it. */
export type WatchedStream = OpenSession & {
  owner: StreamOwner
  /** Why its session ended, as it was told; null while it was told nothing. */
  reason: string | null
  /** When it was told, by `performance.now()`. */
  toldAt: number
  /** Whether it is over, in whichever way. */
  isOver: boolean
  close: () => void
}

/** Opens the event stream of a session, and keeps reading it. @throws Error when there is none */
export async function watchedStream(owner: StreamOwner, session: OpenSession): Promise<WatchedStream> {
  const stream = await owner.client.listen(session.token)
  const first = stream.status === 200 ? await stream.next() : null
  if (first?.event !== 'ready') throw new Error(`no event stream: ${stream.status} ${stream.body}`)
  const watched: WatchedStream = {
    ...{ ...session, owner, reason: null, toldAt: 0, isOver: false },
    close: stream.close,
  }
  void read(stream, watched)
  return watched
}

async function read(stream: EventStream, watched: WatchedStream): Promise<void> {
  try {
    for (let event = await stream.next(); event; event = await stream.next()) {
      if (event.event !== 'forced_logout') continue
      watched.reason = String(event.data?.reason)
      watched.toldAt = performance.now()
    }
  } catch {
    // It was cut off: then nothing was told.
  }
  watched.isOver = true
}
