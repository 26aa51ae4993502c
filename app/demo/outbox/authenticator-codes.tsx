import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { EmailAddress } from '@/components/ui/email-address'
import { separator } from '@/components/ui/separator'
import { translations } from '@/lib/server/i18n'
import type { DemoAuthenticatorCode } from '@/lib/staff/demo-authenticator-codes'

/** What the authenticators of the demo's staff show now. */
export async function AuthenticatorCodes({ codes }: { codes: DemoAuthenticatorCode[] }) {
  const [t, desk] = [await translations('demo'), await translations('desk')]
  if (codes.length === 0) return null
  return (
    <Card aria-labelledby="authenticator-codes" className="grid gap-2">
      <h2 id="authenticator-codes">{t('staff_title')}</h2>
      <p className="text-hint text-ink-2">{t('staff_lead', { seconds: codes[0]?.seconds ?? 0 })}</p>
      <ul className="grid divide-y divide-line">
        {codes.map(({ email, name, role, code }) => (
          <li
            key={email}
            className="grid gap-x-4 gap-y-2 py-3 sm:grid-cols-[minmax(0,1fr)_13rem] sm:items-center"
          >
            <span className="grid min-w-0">
              <span>
                <span className="font-semibold">{name}</span>
                <span className="text-hint text-ink-2">{`${separator}${desk(`role_${role}`)}`}</span>
              </span>
              <span className="font-mono text-hint text-ink-2">
                <EmailAddress>{email}</EmailAddress>
              </span>
            </span>
            {code ? (
              <span className="grid grid-cols-[6rem_auto] items-center justify-start gap-3">
                <strong className="font-mono text-figure tracking-widest">{code}</strong>
                <CopyButton
                  value={code}
                  label={t('copy')}
                  copied={t('copied')}
                  failed={t('copy_failed')}
                  describe={t('staff_copy', { code, name })}
                />
              </span>
            ) : (
              <span className="text-hint text-ink-2">{t('staff_used')}</span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  )
}
