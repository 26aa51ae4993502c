import type { Bytes } from '@/lib/pki/bytes'
import { type OpenedKey, openKeyFile } from '@/lib/pki/open-key-file'

export type KeyFileRequest = { file: Bytes; password: string }
/** Null when the password is wrong, or it is no such file: which of them can't be told apart. */
export type KeyFileMessage = OpenedKey | null

/** Opens a file beside the page: hundreds of thousands of rounds would freeze it. */
addEventListener('message', async ({ data }: MessageEvent<KeyFileRequest>) => {
  const opened: KeyFileMessage = await openKeyFile(data.file, data.password).catch(() => null)
  postMessage(opened)
})
