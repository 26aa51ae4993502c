import type { OpenedKey } from '@/lib/pki/open-key-file'
import type { KeyFileMessage, KeyFileRequest } from './key-file-worker'

/** Far more than a key and its chain need. */
const mostBytes = 100_000

/**
 * Opens a file with a key and its certificate in a Worker. Neither the file nor its password leaves the browser.
 * @returns null when the password is wrong, or it is no such file
 * @throws Error when there is no Worker
 */
export async function readKeyFile(file: File, password: string): Promise<OpenedKey | null> {
  if (file.size > mostBytes) return null
  const bytes = new Uint8Array(await file.arrayBuffer())
  const worker = new Worker(new URL('./key-file-worker.ts', import.meta.url), { type: 'module' })
  return new Promise<OpenedKey | null>((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message))
    worker.onmessage = ({ data }: MessageEvent<KeyFileMessage>) => resolve(data)
    worker.postMessage({ file: bytes, password } satisfies KeyFileRequest)
  }).finally(() => worker.terminate())
}
