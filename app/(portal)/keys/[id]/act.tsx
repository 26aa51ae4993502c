import type { ReactNode } from 'react'

/**
 * One thing that can be done with a key: what it is called, what it does, and the form that does it. The only one on
 * a card is called as the card is.
 */
export function Act({ title, body, children }: { title?: string; body: string; children: ReactNode }) {
  return (
    <section className="grid gap-3 px-4 py-4 sm:px-6">
      <div className="grid gap-1">
        {title && <h3 className="font-semibold">{title}</h3>}
        <p className="text-hint text-ink-2">{body}</p>
      </div>
      {children}
    </section>
  )
}
