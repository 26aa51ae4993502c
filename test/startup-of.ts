import { once } from 'node:events'
import type { Socket } from 'node:net'

/** PostgreSQL's protocol, "Message Formats", StartupMessage: version 3.0. */
const version = 196_608

/**
 * Reads what a client of PostgreSQL begins with.
 * @returns it, and the `application_name` that it gives
 * @throws Error for one that asks for TLS, or ends
 */
export async function startupOf(client: Socket): Promise<{ bytes: Buffer; name: string | undefined }> {
  let bytes: Buffer = Buffer.alloc(0)
  while (bytes.length < 8 || bytes.length < bytes.readUInt32BE(0)) {
    const [chunk] = (await once(client, 'data')) as [Buffer]
    bytes = Buffer.concat([bytes, chunk])
  }
  client.pause()
  if (bytes.readUInt32BE(4) !== version) throw new Error('not the beginning of a plain connection')
  // Names and values in turn, each ended by a zero.
  const words = bytes.subarray(8).toString('utf8').split('\0')
  const at = words.findIndex((word, place) => place % 2 === 0 && word === 'application_name')
  return { bytes, name: at < 0 ? undefined : words[at + 1] }
}
