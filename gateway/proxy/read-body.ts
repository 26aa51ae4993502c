import type { IncomingMessage } from 'node:http'
import { networkOf } from '@/lib/net/network-of'
import { AnswerError } from '../answer-error'
import { BodyRoom, longestBodyBytes } from './body-room'

const room = new BodyRoom()

export type HeldBody = {
  /**
   * The whole body as it came; chunks are joined, nothing else is undone. Read once, however often it is asked for.
   * @throws AnswerError body_too_large, encoding_refused, overloaded, body_incomplete
   */
  read: () => Promise<Buffer>
  /** Gives the room back that it takes. */
  release: () => void
}

/** A request's body, of which nothing is in memory until it is asked for. @param address whose it is */
export function bodyOf(raw: IncomingMessage, address: string): HeldBody {
  // Who has one address of IPv6 has a whole network of them.
  const place = networkOf(address) ?? address
  const chunks: Buffer[] = []
  let taken = 0
  let reading: Promise<Buffer> | undefined
  const release = () => {
    room.release(place, taken)
    taken = 0
  }
  async function read(): Promise<Buffer> {
    // What was signed and what the upstream would unpack are two things: the dialects know no compression.
    if ((raw.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity')
      throw new AnswerError('encoding_refused')
    if (Number(raw.headers['content-length'] ?? 0) > longestBodyBytes) throw new AnswerError('body_too_large')
    try {
      for await (const chunk of raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        if (taken + chunk.length > longestBodyBytes) throw new AnswerError('body_too_large')
        if (!room.take(place, chunk.length)) throw new AnswerError('overloaded')
        taken += chunk.length
        chunks.push(chunk)
      }
      const whole = Buffer.concat(chunks)
      // Of which there is room for one.
      chunks.length = 0
      return whole
    } catch (error) {
      release()
      throw error instanceof AnswerError ? error : new AnswerError('body_incomplete', { cause: error })
    }
  }
  return {
    read: () => {
      reading ??= read()
      return reading
    },
    release,
  }
}
