import 'server-only'
import type { ComparedView } from '@/components/usage/compared'
import { translations } from '@/lib/server/i18n'
import type { Comparison, KeyOfSigner } from '@/lib/signing/compare/compare-signed'
import { shownBytes } from '@/lib/signing/compare/shown-bytes'
import { signatureForm } from './signature-form'

/** A comparison in the visitor's language. */
export async function comparedView(
  { comparison, signing }: { comparison: Comparison; signing: KeyOfSigner },
  signed: Uint8Array,
): Promise<ComparedView> {
  const t = await translations('signature')
  if (comparison.outcome === 'unreadable') {
    const { reason, where } = comparison
    return {
      tone: 'bad',
      verdict: t('unreadable'),
      hint: t(`refused_${reason}`, { where: where ?? '' }),
      ...{ signature: null, texts: [] },
    }
  }
  const { built, difference, mistake, signature } = comparison
  const at = difference?.at ?? null
  const text = (title: string, bytes: Uint8Array) => ({
    title,
    count: t('bytes', { count: bytes.length }),
    shown: shownBytes(bytes, at),
    endsHere: at !== null && at >= bytes.length ? t('ends_here') : null,
  })
  const sameTodo = t(signing.kind === 'ed25519' ? 'same_todo_ed25519' : 'same_todo')
  return {
    tone: difference ? 'warn' : 'ok',
    verdict: difference
      ? t('differs', {
          at: difference.at + 1,
          part: difference.part.name,
          parameter: difference.part.parameter,
        })
      : t('same'),
    hint: mistake ? t(`mistake_${mistake}`) : difference ? null : sameTodo,
    signature:
      signature === 'absent' ? null : t(`signature_${signature}`, { form: t(signatureForm(signing)) }),
    texts: [text(t('built'), built), text(t('yours_shown'), signed)],
  }
}
