import { downloadFile } from '@/browser/download-file'
import { exportFile } from '@/browser/export-file'
import type { Exported, ExportProgress, ExportRequest } from '@/browser/export-worker'
import type { IssuedCertificate } from '@/lib/certificates/schema'
import { bytesOfBase64 } from '@/lib/pki/bytes'
import { exportFileName, exportLabel } from '@/lib/pki/export-name'

type Wanted = Pick<ExportRequest, 'key' | 'format' | 'password' | 'withBackup'> & {
  certificate: IssuedCertificate
}

const types = { p12: 'application/x-pkcs12', pem: 'application/x-pem-file' }

/** Makes the file and hands it to the downloads. @returns its name, and the backup @throws as `exportFile` */
export async function makeExport(
  { certificate: { serialNumber, chain }, ...wanted }: Wanted,
  onProgress: (step: ExportProgress) => void,
  signal: AbortSignal,
): Promise<{ name: string; backup: Exported['backup'] }> {
  const localKeyId = Uint8Array.from(serialNumber.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const friendlyName = exportLabel(serialNumber)
  const request = { ...wanted, chain: chain.map(bytesOfBase64), friendlyName, localKeyId }
  const { file, backup } = await exportFile(request, onProgress, signal)
  const name = exportFileName(serialNumber, wanted.format)
  downloadFile(name, file, types[wanted.format])
  return { name, backup }
}
