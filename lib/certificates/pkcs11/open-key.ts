import 'server-only'
import type { Handle } from 'pkcs11js'
import { env } from '@/lib/env'
import type { Pkcs11Key } from '@/lib/pki/pkcs11-uri'
import { reasonOf, StartError } from '@/lib/start-error'
import { isCode, type Module } from './load-module'

/** A key that may sign, in a session of its own. */
export type OpenKey = Module & { session: Handle; key: Handle }

/** A token locks itself after a few wrong PINs: one that was refused is not tried again in this process. */
const refusedPins = new Set<string>()

/**
 * Opens a session with the token, logs in and finds the private key.
 * @throws StartError when one of them is not there or not the only one, or the PIN is wrong
 */
export function openKey(module: Module, wanted: Pkcs11Key): OpenKey {
  const { library, pkcs11 } = module
  const slot = slotOf(module, wanted)
  const session = library.C_OpenSession(slot, pkcs11.CKF_SERIAL_SESSION)
  try {
    logIn(module, session, slot.toString('hex'))
    return { ...module, session, key: keyIn(module, session, wanted) }
  } catch (error) {
    close(module, session)
    throw error
  }
}

/** Ends a session; one that is lost already is no failure. */
export function close({ library }: Module, session: Handle): void {
  try {
    library.C_CloseSession(session)
  } catch {
    // The device is gone, and the session with it.
  }
}

function slotOf({ library }: Module, { token }: Pkcs11Key): Handle {
  const found = library.C_GetSlotList(true).filter((slot) => {
    const info = library.C_GetTokenInfo(slot)
    // Padded with blanks (PKCS#11 3.1 section 3.2).
    return Object.entries(token).every(([name, value]) => info[name as keyof typeof token].trim() === value)
  })
  return theOnly(found, 'token')
}

function logIn({ library, pkcs11 }: Module, session: Handle, slot: string): void {
  const pin = env().SIGNET_PKCS11_PIN
  if (!pin) throw new StartError("SIGNET_PKCS11_PIN is missing: it opens the token that has the CA's key.")
  if (refusedPins.has(slot))
    throw new StartError('The token refused SIGNET_PKCS11_PIN: set it right, and start again.')
  try {
    library.C_Login(session, pkcs11.CKU_USER, pin)
  } catch (error) {
    if (isCode(error, pkcs11.CKR_USER_ALREADY_LOGGED_IN)) return
    if (
      isCode(
        error,
        pkcs11.CKR_PIN_INCORRECT,
        pkcs11.CKR_PIN_LOCKED,
        pkcs11.CKR_PIN_INVALID,
        pkcs11.CKR_PIN_LEN_RANGE,
      )
    )
      refusedPins.add(slot)
    throw new StartError(`The token does not open (${reasonOf(error)}).`)
  }
}

function keyIn({ library, pkcs11 }: Module, session: Handle, { label, id }: Pkcs11Key): Handle {
  const template = [
    { type: pkcs11.CKA_CLASS, value: pkcs11.CKO_PRIVATE_KEY },
    { type: pkcs11.CKA_KEY_TYPE, value: pkcs11.CKK_EC },
    ...(label ? [{ type: pkcs11.CKA_LABEL, value: label }] : []),
    ...(id ? [{ type: pkcs11.CKA_ID, value: id }] : []),
  ]
  library.C_FindObjectsInit(session, template)
  try {
    return theOnly(library.C_FindObjects(session, 2), 'private EC key')
  } finally {
    library.C_FindObjectsFinal(session)
  }
}

function theOnly(found: Handle[], what: string): Handle {
  const [one, another] = found
  if (one && !another) return one
  throw new StartError(`${one ? 'More than one' : 'No'} ${what} is named by the key's pkcs11: URI.`)
}
