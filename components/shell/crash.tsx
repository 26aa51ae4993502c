'use client'
import { useState } from 'react'
import en from '@/messages/en/crash.json'
import zhTW from '@/messages/zh-TW/crash.json'

/** What the document spoke before it failed, else what the browser does. */
export function crashLanguage(): string {
  return typeof document === 'undefined' ? 'en' : document.documentElement.lang || navigator.language
}

/**
 * A page that could not be made: what to do, and the reference by which the operator finds it in the log. Every page
 * carries this along, so it uses no other part; and the words with it: when it shows, the server could not say any.
 */
export function Crash({ error, retry }: { error: unknown; retry: () => void }) {
  const [language] = useState(crashLanguage)
  const words = language.startsWith('zh') ? zhTW : en
  const reference = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  return (
    <div className="mx-auto grid w-full max-w-[34rem] justify-items-start gap-4 py-[10vh]">
      <title>{words.title}</title>
      <h1>{words.title}</h1>
      <p>{words.body}</p>
      {reference && (
        <p className="text-hint text-ink-2">
          {words.reference} <span className="font-mono">{reference}</span>
        </p>
      )}
      <button
        type="button"
        onClick={retry}
        className="min-h-11 cursor-pointer rounded bg-accent px-4 font-semibold text-accent-ink hover:bg-accent-deep"
      >
        {words.retry}
      </button>
      {/* Another target than this one, so that the whole document loads: what failed may be the script that runs. */}
      <a href="/" target="_self" className="inline-flex min-h-11 items-center text-accent underline">
        {words.home}
      </a>
    </div>
  )
}
