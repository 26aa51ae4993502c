'use client'
import type { ComponentProps } from 'react'
import type { ClientMessages } from '@/lib/i18n/translator'
import type { CreatedKey } from '@/lib/keys/create-key'
import type { FormAction } from '@/lib/server/action'
import { KeyForm, type KeyFormValues } from './key-form'
import { useSecret } from './use-secret'

const blank: KeyFormValues = { name: '', permissions: [], addresses: [], firstDay: '', lastDay: '' }

/** The form, and in its place, once, what proves the new key. */
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
  const { act, show, dialog } = useSecret(action, secretMessages, confirm)
  return dialog || <KeyForm {...form} action={act} values={blank} onDone={show} />
}
