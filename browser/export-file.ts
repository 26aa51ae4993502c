import type { Exported, ExportMessage, ExportProgress, ExportRequest } from './export-worker'

/** The password does not open the backup. */
export class WrongPassword extends Error {}

/**
 * Makes a file of key and certificate in a Worker.
 * @param signal ends the work at once, and the Worker with all that it holds
 * @throws WrongPassword; Error when it can't; the signal's reason
 */
export function exportFile(
  request: ExportRequest,
  onProgress: (step: ExportProgress) => void,
  signal: AbortSignal,
): Promise<Exported> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./export-worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Exported>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    worker.onerror = (event) => reject(new Error(event.message))
    worker.onmessage = ({ data }: MessageEvent<ExportMessage>) => {
      if (data.kind === 'progress') onProgress(data.step)
      else if (data.kind === 'done') resolve(data.exported)
      else reject(data.kind === 'failed' ? new Error(data.reason) : new WrongPassword())
    }
    worker.postMessage(request)
  }).finally(() => worker.terminate())
}
