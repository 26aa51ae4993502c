'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { downloadFile } from '@/browser/download-file'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Notice } from '@/components/ui/notice'
import type { Translate } from '@/lib/i18n/translator'

/**
 * Shows recovery codes, once, until `done`, which says "I have stored them", leads away from them. They are
 * forgotten before the page is hidden: nothing of them enters the browser's history or its back-forward cache.
 */
export function RecoveryCodes({ codes, done, t }: { codes: string[]; done: ReactNode; t: Translate }) {
  const title = useRef<HTMLHeadingElement>(null)
  const [forgotten, setForgotten] = useState(false)
  useEffect(() => title.current?.focus(), [])
  useEffect(() => {
    const forget = () => flushSync(() => setForgotten(true))
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('pagehide', forget)
    addEventListener('beforeunload', ask)
    return () => {
      removeEventListener('pagehide', forget)
      removeEventListener('beforeunload', ask)
    }
  }, [])
  if (forgotten)
    return (
      <div className="grid gap-4">
        <p>{t('codes_gone')}</p>
        {done}
      </div>
    )
  const text = codes.join('\n')
  return (
    <div className="grid gap-4">
      <h2 ref={title} tabIndex={-1} className="outline-none">
        {t('codes_title')}
      </h2>
      <Notice tone="warn">
        <p>{t('codes_body')}</p>
      </Notice>
      <code className="block columns-2 gap-4 rounded border border-line bg-sunken px-4 py-3 font-mono text-hint whitespace-pre select-all">
        {text}
      </code>
      <div className="flex flex-wrap gap-2">
        <CopyButton
          value={text}
          label={t('codes_copy')}
          copied={t('codes_copied')}
          failed={t('codes_copy_failed')}
          describe={t('codes_copy_all')}
        />
        <Button onClick={() => downloadFile('signet-desk-recovery-codes.txt', `${text}\n`, 'text/plain')}>
          {t('codes_download')}
        </Button>
      </div>
      <div className="grid gap-3 border-t border-line pt-4">
        <p className="text-hint text-ink-2">{t('codes_keep')}</p>
        {done}
      </div>
    </div>
  )
}
