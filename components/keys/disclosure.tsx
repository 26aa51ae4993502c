import type { ReactNode } from 'react'

/** A grave act behind a first step: a native disclosure, so that it works without script and by keyboard. */
export function Disclosure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details>
      <summary className="flex min-h-11 w-fit cursor-pointer list-none items-center rounded border border-line-strong bg-surface px-4 py-2 font-semibold text-seal hover:border-seal hover:bg-seal-wash [&::-webkit-details-marker]:hidden">
        {label}
      </summary>
      <div className="mt-4">{children}</div>
    </details>
  )
}
