import { randomBytes } from 'node:crypto'
import { isPassphrase } from '@/lib/signing/is-passphrase'

/** A random one with all that a passphrase must have. */
export function newPassphrase(): string {
  for (;;) {
    const text = `${randomBytes(12).toString('base64url')}!`
    if (isPassphrase(text)) return text
  }
}
