import 'server-only'
import type * as Pkcs11 from 'pkcs11js'
import { env } from '@/lib/env'
import { reasonOf, StartError } from '@/lib/start-error'

export type Module = { pkcs11: typeof Pkcs11; library: Pkcs11.PKCS11 }

let loaded: Promise<Module> | undefined

/**
 * The device's library, loaded and initialised once a process.
 * @throws StartError when the binding is not built, no library is named, or it does not load
 */
export function loadModule(): Promise<Module> {
  loaded ??= load()
  // What failed once may be mended: the next one tries again.
  loaded.catch(() => {
    loaded = undefined
  })
  return loaded
}

async function load(): Promise<Module> {
  const path = env().SIGNET_PKCS11_MODULE
  if (!path)
    throw new StartError(
      "SIGNET_PKCS11_MODULE is missing: it names the library of the device that has the CA's key.",
    )
  const pkcs11 = await binding()
  const library = new pkcs11.PKCS11()
  try {
    library.load(path)
  } catch (cause) {
    throw new StartError(`The library ${path} can't be loaded (${reasonOf(cause)}).`, { cause })
  }
  try {
    library.C_Initialize({ flags: pkcs11.CKF_OS_LOCKING_OK })
  } catch (error) {
    if (!isCode(error, pkcs11.CKR_CRYPTOKI_ALREADY_INITIALIZED))
      throw new StartError(`The library ${path} does not start (${reasonOf(error)}).`, { cause: error })
  }
  return { pkcs11, library }
}

/** Native code, which is not built at installation (docs/decisions/002, 020): whoever has a device builds it. */
async function binding(): Promise<typeof Pkcs11> {
  try {
    const module = await import('pkcs11js')
    return (module as { default?: typeof Pkcs11 }).default ?? module
  } catch (cause) {
    throw new StartError(
      'The PKCS#11 binding is not built: run npm rebuild pkcs11js --ignore-scripts=false on a host with a C++ compiler (docs/ca.md).',
      { cause },
    )
  }
}

/** Whether the device answered with this code. */
export function isCode(error: unknown, ...codes: number[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(error.code as number)
}
