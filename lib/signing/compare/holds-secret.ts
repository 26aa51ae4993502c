const secret = /sgs_[A-Za-z0-9_-]{3,}/

/** Whether an API secret stands in a text: as it is, escaped, or in base64 as `Authorization: Basic` sends it. */
export function holdsSecret(text: string): boolean {
  if (secret.test(text) || secret.test(unescaped(text))) return true
  const pieces = text.match(/[A-Za-z0-9+/_-]{16,}={0,2}/g) ?? []
  return pieces.some((piece) => secret.test(Buffer.from(piece, 'base64').toString('latin1')))
}

function unescaped(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
}
