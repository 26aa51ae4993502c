const dot = '•'
/** A number stays on one line. */
const space = '\u00a0'

/** `A123456789` → `A12•••••89`; a short number shows less. */
export function maskNationalId(id: string): string {
  const [head, tail] = id.length >= 8 ? [3, 2] : [1, 1]
  return id.slice(0, head) + dot.repeat(Math.max(1, id.length - head - tail)) + id.slice(-tail)
}

/** `+886912345318` and `0912345318` → `09•• ••• 318`; elsewhere the first two characters and the last three. */
export function maskPhone(phone: string): string {
  const national = phone.replace(/[^\d+]/g, '').replace(/^\+886/, '0')
  const last = national.slice(-3)
  if (/^09\d{8}$/.test(national)) return `09${dot.repeat(2)}${space}${dot.repeat(3)}${space}${last}`
  return `${national.slice(0, 2)}${dot.repeat(Math.max(3, national.length - 5))}${space}${last}`
}

/** `wang@example.com` → `w•••@example.com`: always three dots, so that the length isn't told. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, 1)}${dot.repeat(3)}${email.slice(Math.max(at, 1))}`
}
