'use client'
import { type ComponentProps, useCallback, useState } from 'react'
import type { ClientMessages } from '@/lib/i18n/translator'
import type { CreatedKey } from '@/lib/keys/create-key'
import type { ActionState, FormAction } from '@/lib/server/action'
import { KeyForm, type KeyFormValues } from './key-form'
import type { SecretDialog, ShownKey } from './secret-dialog'

const blank: KeyFormValues = { name: '', permissions: [], addresses: [], firstDay: '', lastDay: '' }

/** The form, and in its place, once, the secret: with the form gone nothing else on the page holds the answer. */
export function NewKey({
  secretMessages,
  confirm,
  action,
  ...form
}: {
  /** `secret_` of the namespace `keys`. */
  secretMessages: ClientMessages
  confirm: FormAction<null>
} & Omit<ComponentProps<typeof KeyForm<CreatedKey>>, 'values' | 'onDone' | 'editing'>) {
  const [View, setView] = useState<typeof SecretDialog>()
  const [shown, setShown] = useState<ShownKey>()
  const forget = useCallback(() => setShown((key) => key && { ...key, secret: null }), [])

  /** What shows the secret is there before there is a secret: a dropped connection can't part the two. */
  const [create] = useState<FormAction<CreatedKey>>(() =>
    // On the server it must stay the action itself, or the form would not work before script arrives.
    typeof window === 'undefined'
      ? action
      : async (previous: ActionState<CreatedKey>, entries: FormData) => {
          const loaded = await import('./secret-dialog')
          setView(() => loaded.SecretDialog)
          return action(previous, entries)
        },
  )

  if (!View || !shown) return <KeyForm {...form} action={create} values={blank} onDone={setShown} />
  return <View shown={shown} messages={secretMessages} confirm={confirm} onForget={forget} />
}
