'use client'
import type { ExportProgress } from '@/browser/export-worker'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/translator'

const steps: ExportProgress[] = ['open', 'measure', 'key', 'certificates', 'seal']

/** How far the file is, with the way to end it; then where it went. */
export function ExportStatus({
  progress,
  saved,
  onCancel,
  t,
}: {
  progress: ExportProgress | null
  saved: string
  onCancel: () => void
  t: Translate
}) {
  return (
    <div role="status" className="grid gap-2">
      {progress && (
        <>
          <div className="flex flex-wrap items-center justify-between gap-x-4">
            <p className="text-ink-2">{t(`export_progress_${progress}`)}</p>
            <Button look="quiet" onClick={onCancel}>
              {t('export_cancel')}
            </Button>
          </div>
          <progress
            aria-label={t('export_progress')}
            className="h-1.5 w-full accent-accent"
            max={steps.length}
            value={steps.indexOf(progress) + 0.5}
          />
        </>
      )}
      {saved && (
        <Notice tone="ok">
          <p>{t('export_saved', { name: saved })}</p>
        </Notice>
      )}
    </div>
  )
}
