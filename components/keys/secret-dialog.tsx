'use client'
import { type ReactNode, useEffect } from 'react'
import { flushSync } from 'react-dom'
import { downloadFile } from '@/browser/download-file'
import { ActionForm } from '@/components/ui/action-form'
import { Badge } from '@/components/ui/badge'
import { Button, ButtonLink } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog } from '@/components/ui/dialog'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import { routes } from '@/lib/routes'
import type { FormAction } from '@/lib/server/action'

/** A key that was just made or rotated. */
export type ShownKey = {
  id: string
  accessKey: string
  /** The secret, or the private key that this page made; neither where the customer has it. Null once forgotten. */
  proof: { secret: string | null; privateKeyPem: string | null } | null
}

/**
 * Shows a new key's secret, or hands its private key over, once. It can't be dismissed but by "I have stored it", and
 * all is forgotten before the page is hidden: nothing of it enters the browser's history or its back-forward cache.
 */
export function SecretDialog({
  shown: { id, accessKey, proof },
  messages: { locale, messages },
  confirm,
  onForget,
}: {
  shown: ShownKey
  messages: ClientMessages
  confirm: FormAction<null>
  onForget: () => void
}) {
  const t = translator(locale, messages)

  useEffect(() => {
    // At once, before the browser freezes the page, so that coming back to it finds nothing.
    const forget = () => flushSync(onForget)
    addEventListener('pagehide', forget)
    return () => removeEventListener('pagehide', forget)
  }, [onForget])

  useEffect(() => {
    if (!proof) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [proof])

  if (!proof) {
    return (
      <Notice tone="warn">
        <p className="font-semibold">{t('secret_gone_title')}</p>
        <p>{t('secret_gone_body')}</p>
        <ButtonLink href={routes.key(id)} className="mt-1 justify-self-start">
          {t('secret_gone_action')}
        </ButtonLink>
      </Notice>
    )
  }

  const { secret, privateKeyPem } = proof
  const which = secret !== null ? 'secret' : privateKeyPem !== null ? 'pair' : 'own'
  return (
    <Dialog open lasting onClose={stay} labelledBy="secret-title" className="w-[min(40rem,calc(100vw-2rem))]">
      <div className="grid justify-items-start gap-2">
        <Badge tone="ok" icon="check">
          {t('secret_badge')}
        </Badge>
        <h2 id="secret-title" className="text-title">
          {t('secret_title', { which })}
        </h2>
        <p className="text-ink-2">{t('secret_body', { which })}</p>
      </div>
      <Shown label={t('secret_access_key')} value={accessKey}>
        <CopyButton
          value={accessKey}
          label={t('secret_copy')}
          copied={t('secret_copied')}
          failed={t('secret_copy_failed')}
          describe={t('secret_copy_access_key')}
        />
      </Shown>
      {secret !== null && (
        <>
          <Shown label={t('secret_secret')} value={secret}>
            <CopyButton
              value={secret}
              label={t('secret_copy')}
              copied={t('secret_copied')}
              failed={t('secret_copy_failed')}
              describe={t('secret_copy_secret')}
            />
          </Shown>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => downloadFile(`${accessKey}.env`, envFile(accessKey, secret))}>
              {t('secret_download_env')}
            </Button>
            <Button onClick={() => downloadFile(`${accessKey}.json`, jsonFile(accessKey, secret))}>
              {t('secret_download_json')}
            </Button>
          </div>
        </>
      )}
      {privateKeyPem !== null && (
        <div>
          <Button onClick={() => downloadFile(`${accessKey}.pem`, privateKeyPem, 'application/x-pem-file')}>
            {t('secret_download_pem')}
          </Button>
        </div>
      )}
      <ActionForm action={confirm} className="grid gap-3 border-t border-line pt-4">
        {({ pending }) => (
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
            <input type="hidden" name="id" value={id} />
            <p className="text-hint text-ink-2">{t('secret_keep', { which })}</p>
            <SubmitButton pending={pending}>{t('secret_done', { which })}</SubmitButton>
          </div>
        )}
      </ActionForm>
    </Dialog>
  )
}

/** Only the answer to "I have stored it" leads away. */
function stay(): void {}

function Shown({ label, value, children }: { label: string; value: string; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <span className="text-hint font-semibold">{label}</span>
      <div className="flex flex-wrap items-center justify-between gap-3 rounded border border-line bg-sunken p-2.5 pl-3.5">
        <code className="min-w-0 grow basis-56 font-mono text-hint select-all wrap-anywhere">{value}</code>
        {children}
      </div>
    </div>
  )
}

function envFile(accessKey: string, secret: string): string {
  return `SIGNET_ACCESS_KEY=${accessKey}\nSIGNET_SECRET_KEY=${secret}\n`
}

function jsonFile(accessKey: string, secret: string): string {
  return `${JSON.stringify({ accessKey, secretKey: secret }, null, 2)}\n`
}
