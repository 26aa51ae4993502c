'use client'
import { usePathname } from 'next/navigation'
import { useEffect } from 'react'
import { routes } from '@/lib/routes'

/** `newTab` is for what must not take the place of a page that holds something unsaved. */
export type NavItem = { href: string; label: string; count?: string; newTab?: boolean }

/** Their addresses begin those of every other place. */
const whole: string[] = [routes.home(), routes.desk()]

/** The places of the portal; marks where one is, and closes the phone's menu on arrival. */
export function NavLinks({ items, menuId }: { items: NavItem[]; menuId: string }) {
  const path = usePathname()
  const close = () => document.getElementById(menuId)?.hidePopover?.()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes when the page has changed.
  useEffect(close, [path])
  return (
    <ul className="grid gap-0.5">
      {items.map(({ href, label, count, newTab }) => {
        const here = path === href
        const within = here || (!whole.includes(href) && path.startsWith(`${href}/`))
        return (
          <li key={href}>
            <a
              href={href}
              target={newTab ? '_blank' : undefined}
              aria-current={here ? 'page' : within ? 'true' : undefined}
              onClick={here ? close : undefined}
              className="frame-place"
            >
              {label}
              {/* The space is for the name that screen readers hear. */}
              {count && <span className="text-small">{` ${count}`}</span>}
            </a>
          </li>
        )
      })}
    </ul>
  )
}
