import type { IncomingMessage } from 'node:http'
import { AnswerError } from '../answer-error'
import { BodyRoom, longestBodyBytes } from './body-room'

const room = new BodyRoom()

export type HeldBody = { bytes: Buffer; release: () => void }

/**
 * Reads a request's whole body as it came; chunks are joined, nothing else is undone. The room that it takes is kept
 * until it is released.
 * @param address whose it is
 * @throws AnswerError body_too_large, encoding_refused, overloaded, body_incomplete
 */
export async function readBody(raw: IncomingMessage, address: string): Promise<HeldBody> {
  // What was signed and what the upstream would unpack are two things: the dialects know no compression.
  if ((raw.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity')
    throw new AnswerError('encoding_refused')
  if (Number(raw.headers['content-length'] ?? 0) > longestBodyBytes) throw new AnswerError('body_too_large')
  const chunks: Buffer[] = []
  let taken = 0
  const release = () => {
    room.release(address, taken)
    taken = 0
  }
  try {
    for await (const chunk of raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      if (taken + chunk.length > longestBodyBytes) throw new AnswerError('body_too_large')
      if (!room.take(address, chunk.length)) throw new AnswerError('overloaded')
      taken += chunk.length
      chunks.push(chunk)
    }
    return { bytes: Buffer.concat(chunks), release }
  } catch (error) {
    release()
    throw error instanceof AnswerError ? error : new AnswerError('body_incomplete', { cause: error })
  }
}
