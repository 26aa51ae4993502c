/** Six digits as typed by people: spaces and hyphens between, full-width digits. Null when it is not that. */
export function normaliseCode(typed: string): string | null {
  const code = typed.normalize('NFKC').replace(/[\s-]/g, '')
  return /^[0-9]{6}$/.test(code) ? code : null
}
