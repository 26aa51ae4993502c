import type { MessageKey } from '@/lib/i18n/messages'
import type { KeyOfSigner } from '@/lib/signing/compare/compare-signed'
import type { SigningDialect } from '@/lib/signing/dialects'

const forms = {
  signet: 'form_hex64',
  binance: 'form_hex64',
  okx: 'form_base64',
  bybit: 'form_hex64_lower',
  mexc: 'form_hex64_lower',
  gate: 'form_hex128',
} as const satisfies Record<SigningDialect, MessageKey<'signature'>>

/** The sentence that says which form a key's signatures have. */
export function signatureForm({ dialect, kind }: KeyOfSigner): MessageKey<'signature'> {
  return kind === 'ed25519' ? 'form_ed25519' : forms[dialect]
}
