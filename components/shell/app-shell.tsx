'use client'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Brand } from './brand'
import { type NavItem, NavLinks } from './nav-links'
import { Preferences, type PreferencesProps } from './preferences'

const menuId = 'menu'

/**
 * The frame of every signed-in page. One menu: a column beside the page on a wide screen, a native popover behind
 * a button on a phone (it opens without script). A client component for what the server saves by it: the page then
 * carries its words instead of a description of every element.
 */
export function AppShell({
  items,
  home,
  owner,
  name,
  signOut,
  preferences,
  words,
  children,
}: {
  items: NavItem[]
  /** Where the name leads; the customers' home when left out. */
  home?: string
  /** Opaque: ties what a page keeps in this browser to whose page it is. */
  owner: string
  name: string
  signOut: () => Promise<void>
  preferences: PreferencesProps
  words: Record<'brand' | 'menu' | 'places' | 'signOut' | 'signedInAs', string>
  children: ReactNode
}) {
  return (
    <div data-owner={owner} className="frame">
      <header data-print="no" className="frame-bar">
        <Brand name={words.brand} href={home} />
        <Button look="quiet" popoverTarget={menuId} className="md:hidden">
          <Icon name="menu" className="size-5" />
          {words.menu}
        </Button>
        <div id={menuId} popover="auto" className="frame-menu">
          <nav aria-label={words.places}>
            <NavLinks items={items} menuId={menuId} />
          </nav>
          <div className="grid gap-1 border-t border-line pt-3">
            <p className="px-2.5 pt-1 text-hint wrap-anywhere">
              <span className="sr-only">{words.signedInAs} </span>
              <span className="font-semibold">{name}</span>
            </p>
            <form action={signOut}>
              <button type="submit" className="switch w-full">
                <Icon name="sign-out" className="size-4" />
                {words.signOut}
              </button>
            </form>
            <Preferences {...preferences} />
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="frame-page">
        {children}
      </main>
    </div>
  )
}
