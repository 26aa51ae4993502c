import type { ReactNode } from 'react'
import { Brand } from './brand'
import { Preferences, type PreferencesProps } from './preferences'

/**
 * The frame around somebody who has not signed in: the name, the two switches, one calm column. Without the switches
 * where there is no page for their forms to come back to.
 */
export function EntryShell({
  brand,
  home,
  preferences,
  children,
}: {
  brand: string
  /** Where the name leads; the customers' home when left out. */
  home?: string
  preferences?: PreferencesProps
  children: ReactNode
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header
        data-print="no"
        className="flex flex-wrap items-center justify-between gap-2 px-2 py-2 sm:px-6 sm:py-4"
      >
        <Brand name={brand} href={home} />
        {preferences && <Preferences {...preferences} />}
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto grid w-full max-w-[30rem] grow content-start gap-6 px-4 pt-4 pb-16 outline-none *:min-w-0 sm:pt-[8vh]"
      >
        {children}
      </main>
    </div>
  )
}
