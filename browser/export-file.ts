import type { Bytes } from '@/lib/pki/bytes'
import type { ExportMessage, ExportProgress, ExportRequest } from './pkcs12-worker'

/** Makes a file of key and certificate in a Worker. @throws Error when it can't */
export function exportFile(
  request: ExportRequest,
  onProgress: (step: ExportProgress) => void,
): Promise<Bytes> {
  const worker = new Worker(new URL('./pkcs12-worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Bytes>((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message))
    worker.onmessage = ({ data }: MessageEvent<ExportMessage>) => {
      if (data.kind === 'progress') onProgress(data.step)
      else if (data.kind === 'done') resolve(data.file)
      else reject(new Error(data.reason))
    }
    worker.postMessage(request)
  }).finally(() => worker.terminate())
}
