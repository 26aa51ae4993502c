import 'server-only'
import { createReadStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { env } from '@/lib/env'

/** One line of the head file: the chain had this link once, so it must have it for ever. */
export type Head = { id: string; mac: string }

/** Beside the database, not in it: who can cut the chain's tail there can't cut it here. */
export function headFile(): string {
  return join(env().SIGNET_DATA_DIR, 'audit-head.log')
}

/** Appends the chain's head and waits until it is on the disk. */
export async function appendHead(head: Head): Promise<void> {
  await mkdir(dirname(headFile()), { recursive: true })
  const file = await open(headFile(), 'a', 0o600)
  try {
    await file.write(`${JSON.stringify(head)}\n`)
    await file.datasync()
  } finally {
    await file.close()
  }
}

/**
 * The file's lines, oldest first; null for one that can't be read (a power cut can leave half a line).
 * Yields nothing when there is no file.
 */
export async function* readHeads(): AsyncGenerator<Head | null> {
  const lines = createInterface({ input: createReadStream(headFile(), 'utf8'), crlfDelay: Infinity })
  try {
    for await (const line of lines) if (line) yield parseHead(line)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

function parseHead(line: string): Head | null {
  try {
    const { id, mac } = JSON.parse(line) as Partial<Head>
    return typeof id === 'string' && /^\d+$/.test(id) && typeof mac === 'string' ? { id, mac } : null
  } catch {
    return null
  }
}
