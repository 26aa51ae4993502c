import { type KeyPair, makeKeyPair } from '@/browser/make-key-pair'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import type { ActionFailure } from '@/lib/server/explain-failure'
import { looksPrivate } from '@/lib/signing/looks-private'

type Given = { ok: true; pair: KeyPair | null }

/**
 * Completes a form that makes a key pair's key: where no public key was pasted, with that of a pair made here. A
 * private key that was pasted by mistake does not leave the page.
 * @param made the pair of an earlier try with the same form, whose proof is for its public key
 * @returns the pair that was made, null when the public key was pasted or none is wanted; or why it can't be done
 */
export async function givePublicKey(
  form: FormData,
  made: KeyPair | null,
  { locale, messages }: ClientMessages,
): Promise<Given | ActionFailure> {
  const refuse = (code: 'secret_private_pasted' | 'secret_no_pairs_here'): ActionFailure => {
    const message = translator(locale, messages)(code)
    return { ok: false, code, message, fieldErrors: { publicKey: message } }
  }
  if (form.get('kind') !== 'ed25519') return { ok: true, pair: null }
  const pasted = String(form.get('publicKey') ?? '').trim()
  if (looksPrivate(pasted)) return refuse('secret_private_pasted')
  if (pasted !== '') return { ok: true, pair: null }
  const pair = made ?? (await makeKeyPair())
  if (!pair) return refuse('secret_no_pairs_here')
  form.set('publicKey', pair.publicKey)
  return { ok: true, pair }
}
