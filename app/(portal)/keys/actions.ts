'use server'
import { revalidatePath } from 'next/cache'
import { RedirectType, redirect } from 'next/navigation'
import { activateKey } from '@/lib/keys/activate-key'
import { confirmSecret } from '@/lib/keys/confirm-secret'
import { createKey } from '@/lib/keys/create-key'
import { deactivateKey } from '@/lib/keys/deactivate-key'
import { deleteKey } from '@/lib/keys/delete-key'
import { endOldSecret } from '@/lib/keys/end-old-secret'
import { rotateKey } from '@/lib/keys/rotate-key'
import {
  activateKeySchema,
  createKeySchema,
  deleteKeySchema,
  keyIdSchema,
  rotateKeySchema,
  updateKeySchema,
} from '@/lib/keys/schema'
import { updateKey } from '@/lib/keys/update-key'
import { routes } from '@/lib/routes'
import { action } from '@/lib/server/action'

/** Also the frame, which counts the active keys. */
const everyPage = () => revalidatePath(routes.home(), 'layout')

/**
 * Answers what the page shows once, and nothing that was typed. No page is refreshed with it: the thirtieth key
 * would turn the form's page into one that says "full", and the secret would be gone unseen.
 */
export const createKeyAction = action(createKeySchema, async (input, actor) => createKey(actor, input))

/** Leads to the key in the place of the page that showed the secret, so that Back does not lead there. */
export const confirmSecretAction = action(keyIdSchema, async (input, actor): Promise<null> => {
  await confirmSecret(actor, input)
  everyPage()
  redirect(routes.key(input.id), RedirectType.replace)
})

export const updateKeyAction = action(updateKeySchema, async (input, actor): Promise<null> => {
  await updateKey(actor, input)
  everyPage()
  redirect(routes.key(input.id))
})

/** Answers what the page shows once; no page is refreshed with it, as with a new key. */
export const rotateKeyAction = action(rotateKeySchema, async (input, actor) => rotateKey(actor, input))

export const endOldSecretAction = action(keyIdSchema, async (input, actor) => {
  await endOldSecret(actor, input)
  everyPage()
  return null
})

export const activateKeyAction = action(activateKeySchema, async (input, actor) => {
  await activateKey(actor, input)
  everyPage()
  return null
})

export const deactivateKeyAction = action(keyIdSchema, async (input, actor) => {
  await deactivateKey(actor, input)
  everyPage()
  return null
})

export const deleteKeyAction = action(deleteKeySchema, async (input, actor): Promise<null> => {
  await deleteKey(actor, input)
  everyPage()
  redirect(routes.keys())
})
