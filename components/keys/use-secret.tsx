'use client'
import { type ReactNode, useCallback, useRef, useState } from 'react'
import type { KeyPair } from '@/browser/make-key-pair'
import type { ClientMessages } from '@/lib/i18n/translator'
import type { CreatedKey } from '@/lib/keys/create-key'
import type { ActionState, FormAction } from '@/lib/server/action'
import type { SecretDialog, ShownKey } from './secret-dialog'

/**
 * What gives a key its secret or its key pair, and what then shows it, once, in place of the form: with that gone
 * nothing else on the page holds the answer.
 * @param action whose answer holds the secret
 * @param messages `secret_` of the namespace `keys`
 * @param confirm says that it is stored, and leads away
 */
export function useSecret(
  action: FormAction<CreatedKey>,
  messages: ClientMessages,
  confirm: FormAction<null>,
): { act: FormAction<CreatedKey>; show: (key: CreatedKey) => void; dialog: ReactNode } {
  const [View, setView] = useState<typeof SecretDialog>()
  const [shown, setShown] = useState<ShownKey>()
  const pair = useRef<KeyPair>(null)
  const forget = useCallback(() => {
    pair.current = null
    setShown((key) => key && { id: key.id, accessKey: key.accessKey, proof: null })
  }, [])

  /** What shows the secret is there before there is a secret: a dropped connection can't part the two. */
  const [act] = useState<FormAction<CreatedKey>>(() =>
    // On the server it must stay the action itself, or the form would not work before script arrives.
    typeof window === 'undefined'
      ? action
      : async (previous: ActionState<CreatedKey>, form: FormData) => {
          const [dialog, keys] = await Promise.all([import('./secret-dialog'), import('./give-public-key')])
          setView(() => dialog.SecretDialog)
          const given = await keys.givePublicKey(form, pair.current, messages)
          if (!given.ok) return given
          pair.current = given.pair
          return action(previous, form)
        },
  )
  const show = ({ secret, ...key }: CreatedKey) =>
    setShown({ ...key, proof: { secret, privateKeyPem: pair.current?.privateKeyPem ?? null } })
  const dialog = View && shown && (
    <View shown={shown} messages={messages} confirm={confirm} onForget={forget} />
  )
  return { act, show, dialog }
}
