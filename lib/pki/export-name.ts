export const exportFormats = ['p12', 'pem'] as const
/** PKCS#12 (RFC 7292), or PEM texts of the encrypted key and its chain. */
export type ExportFormat = (typeof exportFormats)[number]

/** How a certificate is called where people tell several apart: inside a file, and in its name. */
export function exportLabel(serialNumber: string): string {
  return `Signet ${serialNumber.slice(0, 8)}`
}

/** What the exported file of a certificate is called. @param serialNumber lower-case hex */
export function exportFileName(serialNumber: string, format: ExportFormat): string {
  return `signet-${serialNumber.slice(0, 8)}.${format}`
}
