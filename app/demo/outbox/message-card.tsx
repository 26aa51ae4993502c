import { CopyButton } from '@/components/ui/copy-button'
import { Icon } from '@/components/ui/icon'
import type { OutboxMessage } from '@/lib/notices/outbox-messages'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'

/** One message as its reader would have got it; a code stands out and can be copied. */
export async function MessageCard({ message }: { message: OutboxMessage }) {
  const t = await translations('demo')
  const format = await formats()
  const { channel, to, subject, text, code, createdAt } = message
  return (
    <li className="grid min-w-0 gap-3 rounded border border-line bg-surface p-4 shadow-card sm:px-6 sm:py-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-hint text-ink-2">
        <p className="flex min-w-0 items-center gap-2">
          <Icon name={channel === 'sms' ? 'message' : 'mail'} className="size-4" />
          <span className="whitespace-nowrap font-semibold text-ink">{t('outbox_channel', { channel })}</span>
          <span className="wrap-anywhere">{t('outbox_to', { to })}</span>
        </p>
        <time dateTime={createdAt.toISOString()}>{format.dateTime(createdAt)}</time>
      </div>
      {code && (
        <div className="flex flex-wrap items-center justify-between gap-3 rounded bg-accent-wash px-4 py-2">
          <p>
            <span className="sr-only">{t('outbox_code')} </span>
            <strong className="font-mono text-figure tracking-widest">{code}</strong>
          </p>
          <CopyButton
            value={code}
            label={t('copy')}
            copied={t('copied')}
            failed={t('copy_failed')}
            describe={t('copy_code', { code })}
          />
        </div>
      )}
      {subject && <h2>{subject}</h2>}
      <p className="whitespace-pre-line text-hint wrap-anywhere">{text}</p>
    </li>
  )
}
