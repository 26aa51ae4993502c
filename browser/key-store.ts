import type { Bytes } from '@/lib/pki/bytes'

/** A certificate's private key in this browser. It signs, and can never be read out or exported. */
export type StoredKey = {
  /** Whose it is; opaque. */
  accountId: string
  /** Lower-case hex; identifies the key before it has a certificate. */
  publicKeySha256: string
  /** Null while the key has no certificate yet. */
  serialNumber: string | null
  certificateId: string | null
  /** Not extractable, ECDSA P-256. */
  privateKey: CryptoKey
  publicKey: CryptoKey
  createdAt: Date
  /** The same key locked with a password (EncryptedPrivateKeyInfo in DER), where its owner wanted to keep it so. */
  backup?: Bytes | null
}

const databaseName = 'signet'
const storeName = 'keys'

/** Why a key can't be kept in this browser, or null: to be known before a one-time password is spent. */
export async function keyStoreProblem(): Promise<'insecure' | 'unavailable' | null> {
  if (!globalThis.isSecureContext || !globalThis.crypto?.subtle) return 'insecure'
  try {
    ;(await openDatabase()).close()
    return null
  } catch {
    return 'unavailable'
  }
}

/** Keeps a key, in place of what is there of the same public key. @throws DOMException when it can't be kept */
export async function saveKey(key: StoredKey): Promise<void> {
  await inStore('readwrite', (store) => store.put(key))
}

/** Every key in this browser, of any account. @throws DOMException when there is no IndexedDB */
export async function listKeys(): Promise<StoredKey[]> {
  return await inStore('readonly', (store) => store.getAll() as IDBRequest<StoredKey[]>)
}

/** Gives up a key that never got a certificate. */
export async function forgetKey(publicKeySha256: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(publicKeySha256))
}

/** Keeps a key's backup beside it, or deletes it. @throws DOMException when the key is gone or there is no room */
export async function saveBackup(publicKeySha256: string, backup: Bytes | null): Promise<void> {
  await inStore('readwrite', (store) => {
    const found: IDBRequest<StoredKey | undefined> = store.get(publicKeySha256)
    found.onsuccess = () => {
      if (found.result) store.put({ ...found.result, backup })
      else store.transaction.abort()
    }
    return found
  })
}

/**
 * Asks the browser not to clear the keys away when space gets short.
 * @returns false when it may still do so
 */
export async function askToPersist(): Promise<boolean> {
  return (await navigator.storage?.persist?.().catch(() => false)) ?? false
}

async function inStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await openDatabase()
  try {
    // Strict: the key must be on disk before anything is sent that makes it precious.
    const transaction = database.transaction(storeName, mode, { durability: 'strict' })
    const request = work(transaction.objectStore(storeName))
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () =>
        reject(transaction.error ?? new DOMException('nothing to change', 'AbortError'))
    })
    return request.result
  } finally {
    database.close()
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1)
    request.onupgradeneeded = () =>
      request.result.createObjectStore(storeName, { keyPath: 'publicKeySha256' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new DOMException('another tab holds the key store', 'InvalidStateError'))
  })
}
