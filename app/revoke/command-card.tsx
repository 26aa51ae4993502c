import { SignedForm } from '@/components/revoke/signed-form'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { TextField } from '@/components/ui/field'
import { TextLink } from '@/components/ui/link'
import { openRevocation } from '@/lib/certificates/open-revocation'
import { exportFileName } from '@/lib/pki/export-name'
import { signingCommand } from '@/lib/pki/signing-command'
import { routes } from '@/lib/routes'
import { formats } from '@/lib/server/formats'
import { clientMessages, translations } from '@/lib/server/i18n'
import { revokeByKeyAction } from './actions'

/**
 * Revocation with OpenSSL: first the serial number, then what to sign. Works without script.
 * @param typed what was given as one, to be mended
 * @param serialNumber null until a possible one was given
 */
export async function CommandCard({
  typed,
  serialNumber,
}: {
  typed: string | null
  serialNumber: string | null
}) {
  const [t, errors] = [await translations('revoke'), await translations('errors')]
  return (
    <Card aria-labelledby="command" className="grid gap-4">
      <div className="grid gap-1">
        <h2 id="command">{t('command_title')}</h2>
        <p className="text-ink-2">{t('command_body')}</p>
      </div>
      {serialNumber ? (
        <ToSign serialNumber={serialNumber} />
      ) : (
        <form action={routes.revoke()} className="grid gap-4">
          <TextField
            id="serial"
            label={t('serial')}
            hint={
              <span className="grid gap-1">
                {t('serial_hint')}
                <code className="wrap-anywhere">
                  openssl pkcs12 -in signet-….p12 -nokeys -clcerts | openssl x509 -noout -serial
                </code>
              </span>
            }
            error={typed === null ? undefined : errors('serial_number_malformed')}
            defaultValue={typed ?? ''}
            mono
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            required
          />
          <Button type="submit" className="justify-self-start">
            {t('command_next')}
          </Button>
        </form>
      )}
    </Card>
  )
}

async function ToSign({ serialNumber }: { serialNumber: string }) {
  const t = await translations('revoke')
  const { time } = await formats()
  const request = openRevocation({ serialNumber })
  const command = signingCommand(request.text, exportFileName(serialNumber, 'p12'))
  return (
    <>
      <div className="grid gap-2">
        <p>{t('sign', { time: time(new Date(request.expiresAt)) })}</p>
        <pre className="rounded bg-sunken p-3 text-hint whitespace-pre-wrap wrap-anywhere">
          <code>{command}</code>
        </pre>
        <div className="flex flex-wrap gap-3">
          <CopyButton
            value={command}
            label={t('copy')}
            copied={t('copied')}
            describe={t('copy_describe')}
            failed={t('copy_failed')}
          />
        </div>
        <p className="text-hint text-ink-2">{t('sign_hint')}</p>
      </div>
      <SignedForm
        request={request}
        revoke={revokeByKeyAction}
        messages={await clientMessages('revoke', 'form_')}
      />
      <p className="flex flex-wrap gap-x-6 gap-y-2 text-hint">
        <TextLink href={routes.revoke(serialNumber)}>{t('anew')}</TextLink>
        <TextLink href={routes.revoke()}>{t('another')}</TextLink>
      </p>
    </>
  )
}
