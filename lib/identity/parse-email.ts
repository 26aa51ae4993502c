import 'server-only'

/** The characters a mailbox may have without quotes (RFC 5322 3.2.3, dot-atom), and names of hosts with a dot. */
const format =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/

/**
 * An e-mail address in lower case, or null. Only those in ASCII and without quotes: every mail server takes them.
 * At most 64 characters before the `@` and 254 in all (RFC 5321 4.5.3.1).
 */
export function parseEmail(typed: string): string | null {
  const address = typed.normalize('NFKC').trim().toLowerCase()
  if (address.length > 254 || address.indexOf('@') > 64) return null
  return format.test(address) ? address : null
}
