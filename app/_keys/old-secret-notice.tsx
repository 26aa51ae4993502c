import type { ReactNode } from 'react'
import { Notice } from '@/components/ui/notice'
import type { OldSecret } from '@/lib/keys/find-old-secret'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import type { KeyKind } from '@/lib/signing/dialects'

/**
 * While a rotation lets the old secret run out: until when, and whether it is still in use.
 * @param used the sentence for when it was last used
 * @param children what can be done about it
 */
export async function OldSecretNotice({
  kind,
  oldSecret,
  used,
  children,
}: {
  kind: KeyKind
  oldSecret: OldSecret | null
  used: (at: string) => string
  children?: ReactNode
}) {
  if (!oldSecret) return null
  const t = await translations('keys')
  const { dateTime } = await formats()
  const { validBefore, lastUsedAt } = oldSecret
  const what = { kind: kind === 'ed25519' ? 'pair' : 'secret', until: dateTime(validBefore) }
  return (
    <Notice tone="info">
      <p className="font-semibold">{t('old_secret_title', what)}</p>
      <p>{lastUsedAt ? used(dateTime(lastUsedAt)) : t('old_secret_unused')}</p>
      {children}
    </Notice>
  )
}
