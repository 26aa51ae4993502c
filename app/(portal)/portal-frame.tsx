'use client'
import type { ComponentProps } from 'react'
import { AppShell } from '@/components/shell/app-shell'
import { signOutAction } from '../(entry)/sign-out-action'
import { setLocaleAction, setThemeAction } from '../preference-actions'
import type { preferencesShown } from '../shell-preferences'

/** The customers' frame. It knows its actions by itself: each that the server hands over costs every page time. */
export function PortalFrame({
  preferences,
  ...rest
}: Omit<ComponentProps<typeof AppShell>, 'preferences' | 'signOut'> & {
  preferences: Awaited<ReturnType<typeof preferencesShown>>
}) {
  return (
    <AppShell
      {...rest}
      signOut={signOutAction}
      preferences={{ ...preferences, setLocale: setLocaleAction, setTheme: setThemeAction }}
    />
  )
}
