import { downloadFile } from '@/browser/download-file'
import { exportFile } from '@/browser/export-file'
import type { ExportProgress, ExportRequest } from '@/browser/pkcs12-worker'
import type { IssuedCertificate } from '@/lib/certificates/schema'
import { bytesOfBase64 } from '@/lib/pki/bytes'

/** Makes the file and hands it to the downloads. @returns its name @throws Error when it can't be made */
export async function makeExport(
  {
    certificate: { serialNumber, chain },
    ...request
  }: { certificate: IssuedCertificate } & Pick<ExportRequest, 'privateKey' | 'format' | 'password'>,
  onProgress: (step: ExportProgress) => void,
): Promise<string> {
  const short = serialNumber.slice(0, 8)
  const localKeyId = Uint8Array.from(serialNumber.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const friendlyName = `Signet ${short}`
  const file = await exportFile(
    { ...request, chain: chain.map(bytesOfBase64), friendlyName, localKeyId },
    onProgress,
  )
  const name = `signet-${short}.${request.format}`
  downloadFile(name, file, request.format === 'p12' ? 'application/x-pkcs12' : 'application/x-pem-file')
  return name
}
