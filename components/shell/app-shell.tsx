import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Brand } from './brand'
import { type NavItem, NavLinks } from './nav-links'
import { Preferences, type PreferencesProps } from './preferences'

const menuId = 'menu'

/**
 * The frame of every signed-in page. One menu: a column beside the page on a wide screen, a native popover behind
 * a button on a phone (it opens without script). As a client component it would cost the server less and every page
 * 1.5 kB of script, which the heaviest page does not have.
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
    <div data-owner={owner} className="md:grid md:grid-cols-[15.5rem_minmax(0,1fr)]">
      <header
        data-print="no"
        className="sticky top-0 z-10 flex h-14 items-center justify-between border-b border-line bg-paper px-2 md:h-dvh md:flex-col md:items-stretch md:justify-start md:gap-4 md:overflow-y-auto md:border-r md:border-b-0 md:p-3 md:pt-5"
      >
        <Brand name={words.brand} href={home} />
        <Button look="quiet" popoverTarget={menuId} className="md:hidden">
          <Icon name="menu" className="size-5" />
          {words.menu}
        </Button>
        <div
          id={menuId}
          popover="auto"
          className="fixed inset-x-0 top-14 h-[calc(100dvh-3.5rem)] w-full flex-col justify-between gap-6 overflow-y-auto bg-paper p-3 text-ink open:flex md:static md:flex md:h-auto md:grow md:overflow-visible md:p-0"
        >
          <nav aria-label={words.places}>
            <NavLinks items={items} menuId={menuId} />
          </nav>
          <div className="grid gap-1 border-t border-line pt-3">
            <p className="px-2.5 pt-1 text-hint wrap-anywhere">
              <span className="sr-only">{words.signedInAs} </span>
              <span className="font-semibold">{name}</span>
            </p>
            <form action={signOut}>
              <button
                type="submit"
                className="flex min-h-11 w-full cursor-pointer items-center gap-2 rounded px-2.5 text-ink-2 hover:bg-sunken hover:text-ink"
              >
                <Icon name="sign-out" className="size-4" />
                {words.signOut}
              </button>
            </form>
            <Preferences {...preferences} />
          </div>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="grid w-full max-w-[65rem] content-start gap-6 px-4 pt-5 pb-16 outline-none *:min-w-0 sm:px-6 md:px-10 md:pt-8"
      >
        {children}
      </main>
    </div>
  )
}
