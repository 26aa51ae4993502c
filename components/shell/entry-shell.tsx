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
    <div className="entry">
      <header data-print="no" className="entry-bar">
        <Brand name={brand} href={home} />
        {preferences && <Preferences {...preferences} />}
      </header>
      <main id="main" tabIndex={-1} className="entry-page">
        {children}
      </main>
    </div>
  )
}
