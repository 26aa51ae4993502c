'use client'
import { Choice } from '@/components/ui/choice'
import type { Translate } from '@/lib/i18n/translator'
import { type ExportFormat, exportFormats } from '@/lib/pki/export-name'

/** The two forms of the file beside each other, each with the programs that want it. */
export function ExportFormatChoice({
  format,
  onChange,
  t,
}: {
  format: ExportFormat
  onChange: (format: ExportFormat) => void
  t: Translate
}) {
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 text-hint font-semibold">{t('export_format')}</legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {exportFormats.map((one) => (
          <Choice
            key={one}
            id={`format-${one}`}
            name="format"
            value={one}
            checked={format === one}
            onChange={() => onChange(one)}
            label={t(`export_format_${one}`)}
            hint={t(`export_format_${one}_hint`)}
          />
        ))}
      </div>
      <details className="text-hint text-ink-2">
        <summary className="min-h-11 cursor-pointer py-2.5 font-semibold text-ink">
          {t('export_help')}
        </summary>
        <div className="grid gap-3">
          <p>{t('export_help_macos')}</p>
          <p>{t('export_help_windows')}</p>
        </div>
      </details>
    </fieldset>
  )
}
