import type { Page } from '@playwright/test'

type StoredKeyFacts = {
  extractable: boolean
  usages: string[]
  /** How the browser refuses to export it in each format, and to wrap it. */
  refusals: string[]
  hasBackup: boolean
}

/** The keys that the browser keeps, and what becomes of every try to take them out of it. */
export function storedKeys(page: Page): Promise<StoredKeyFacts[]> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('signet')
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
    const rows = await new Promise<{ privateKey: CryptoKey; backup?: Uint8Array | null }[]>((resolve) => {
      const request = database.transaction('keys').objectStore('keys').getAll()
      request.onsuccess = () => resolve(request.result)
    })
    database.close()
    const outcome = (work: Promise<unknown>) =>
      work.then(
        () => 'taken out',
        (error: Error) => error.name,
      )
    const wrapping = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['wrapKey'])
    const algorithm = { name: 'AES-GCM', iv: new Uint8Array(12) }
    return Promise.all(
      rows.map(async ({ privateKey, backup }) => ({
        extractable: privateKey.extractable,
        usages: privateKey.usages,
        refusals: await Promise.all([
          outcome(crypto.subtle.exportKey('pkcs8', privateKey)),
          outcome(crypto.subtle.exportKey('jwk', privateKey)),
          outcome(crypto.subtle.wrapKey('pkcs8', privateKey, wrapping, algorithm)),
          outcome(crypto.subtle.wrapKey('jwk', privateKey, wrapping, algorithm)),
        ]),
        hasBackup: Boolean(backup),
      })),
    )
  })
}

type Watching = typeof globalThis & { madeKeys: WeakRef<CryptoKey>[] }

/** Remembers, without keeping it alive, every extractable private key that a page makes from now on. */
export async function watchMadeKeys(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const made: WeakRef<CryptoKey>[] = []
    ;(globalThis as Watching).madeKeys = made
    const { subtle } = crypto
    const generate = subtle.generateKey.bind(subtle) as (...args: unknown[]) => Promise<CryptoKeyPair>
    subtle.generateKey = (async (...args: unknown[]) => {
      const pair = await generate(...args)
      if (pair.privateKey?.extractable) made.push(new WeakRef(pair.privateKey))
      return pair
    }) as typeof subtle.generateKey
  })
}

/** How many extractable private keys the page made, and how many of them anything in it still reaches. */
export async function extractableKeys(page: Page): Promise<{ made: number; alive: number }> {
  await page.requestGC()
  return page.evaluate(() => {
    const { madeKeys } = globalThis as Watching
    return { made: madeKeys.length, alive: madeKeys.filter((one) => one.deref()).length }
  })
}
