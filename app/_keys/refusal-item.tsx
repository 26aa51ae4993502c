import type { ReactNode } from 'react'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import type { ListedRefusal } from '@/lib/usage/refusals-of'

/** Refusals that read alike, the newest first: the words once, then each request. */
export async function RefusalItem({
  words: { why, todo },
  refusals: [newest, ...more],
  acts,
}: {
  words: { why: string; todo: string }
  refusals: [ListedRefusal, ...ListedRefusal[]]
  acts: ReactNode
}) {
  const t = await translations('usage')
  const { dateTime } = await formats()
  const when = ({ at }: ListedRefusal) => <time dateTime={at.toISOString()}>{dateTime(at)}</time>
  const request = ({ method, path, requestId }: ListedRefusal) => (
    <>
      <code className="font-mono wrap-anywhere">
        {method} {path}
      </code>
      <span className="wrap-anywhere">{t('request_id', { id: requestId })}</span>
    </>
  )
  return (
    <li className="grid gap-x-6 gap-y-1 px-4 py-3 sm:grid-cols-[11rem_minmax(0,1fr)] sm:px-6">
      <span className="text-hint text-ink-2">{when(newest)}</span>
      <div className="grid min-w-0 justify-items-start gap-1">
        <p className="font-semibold wrap-anywhere">{why}</p>
        <p className="wrap-anywhere">{todo}</p>
        {acts}
        <p className="flex flex-wrap gap-x-4 text-small text-ink-2">
          <span className="wrap-anywhere">
            {newest.address ? t('from', { address: newest.address }) : t('from_unknown')}
          </span>
          {request(newest)}
        </p>
        {more.length > 0 && (
          <details className="text-small text-ink-2">
            <summary className="inline-flex min-h-11 cursor-pointer items-center text-hint text-accent underline-offset-4 hover:underline">
              {t('alike', { count: more.length })}
            </summary>
            <ul className="grid gap-2">
              {more.map((refusal) => (
                <li key={refusal.id} className="flex flex-wrap gap-x-4">
                  {when(refusal)}
                  {request(refusal)}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  )
}
