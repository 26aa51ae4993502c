import type { ReactNode } from 'react'
import { classNames } from '@/components/ui/class-names'

/**
 * An act behind a first step, a grave one unless said otherwise: a native disclosure, so that it works without script
 * and by keyboard.
 */
export function Disclosure({
  label,
  grave = true,
  children,
}: {
  label: string
  grave?: boolean
  children: ReactNode
}) {
  return (
    <details>
      <summary
        className={classNames(
          'flex min-h-11 w-fit cursor-pointer list-none items-center rounded border border-line-strong bg-surface px-4 py-2 font-semibold [&::-webkit-details-marker]:hidden',
          grave ? 'text-seal hover:border-seal hover:bg-seal-wash' : 'hover:bg-sunken',
        )}
      >
        {label}
      </summary>
      <div className="mt-4">{children}</div>
    </details>
  )
}
