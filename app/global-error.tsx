'use client'
import { useState } from 'react'
import { Crash, crashLanguage } from '@/components/shell/crash'
import './globals.css'

/** When even the root layout failed: a document of its own, in the system's theme. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const [language] = useState(crashLanguage)
  return (
    <html lang={language}>
      <body>
        <main className="px-4">
          <Crash error={error} retry={retry} />
        </main>
      </body>
    </html>
  )
}
