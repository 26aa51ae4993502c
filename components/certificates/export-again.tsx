'use client'
import { lazy, Suspense, useEffect, useState } from 'react'
import { listKeys, type StoredKey } from '@/browser/key-store'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { type ClientMessages, translator } from '@/lib/i18n/translator'
import { routes } from '@/lib/routes'
import type { ExportAgainActions } from './apply-types'

const ExportAgainForm = lazy(() =>
  import('./export-again-form').then((module) => ({ default: module.ExportAgainForm })),
)

type Found = StoredKey | 'elsewhere' | 'unreadable'

/**
 * What can be done about a file that is gone: saved again where this browser keeps a backup of the key, else it says
 * why not and what to do. For a certificate that no longer counts there is only a backup to delete.
 */
export function ExportAgain({
  serialNumber,
  usable,
  actions,
  messages,
}: {
  serialNumber: string
  usable: boolean
  actions: ExportAgainActions
  messages: ClientMessages
}) {
  const t = translator(messages.locale, messages.messages)
  const [found, setFound] = useState<Found>()
  const [deleted, setDeleted] = useState(false)
  useEffect(() => {
    listKeys().then(
      (keys) => setFound(keys.find((key) => key.serialNumber === serialNumber) ?? 'elsewhere'),
      () => setFound('unreadable'),
    )
  }, [serialNumber])
  const backup = typeof found === 'object' && !deleted ? found.backup : null
  if (!usable && !backup && !deleted) return null
  return (
    <Card aria-labelledby="export-again" className="grid gap-4">
      <h2 id="export-again">{t('again_title')}</h2>
      {deleted && <p role="status">{t('again_deleted')}</p>}
      {!found && <p aria-busy="true">{t('again_looking')}</p>}
      {typeof found === 'string' && <p>{t(`again_${found}`)}</p>}
      {typeof found === 'object' && backup && (
        <Suspense fallback={<p aria-busy="true">{t('again_looking')}</p>}>
          <ExportAgainForm
            stored={{ ...found, backup }}
            usable={usable}
            actions={actions}
            t={t}
            onDeleted={() => setDeleted(true)}
          />
        </Suspense>
      )}
      {typeof found === 'object' && !backup && usable && (
        <>
          <p>{t('again_none')}</p>
          <ButtonLink href={routes.certificateApply()} className="justify-self-start">
            {t('apply_another')}
          </ButtonLink>
        </>
      )}
    </Card>
  )
}
