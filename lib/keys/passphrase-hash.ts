import 'server-only'
import { keyedHash } from '@/lib/vault/keyed-hash'

/** As which a passphrase is known: nothing can read it back. Null for none. */
export function passphraseHash(passphrase: string | null): Buffer<ArrayBuffer> | null {
  return passphrase === null ? null : keyedHash('api-passphrase', passphrase)
}
