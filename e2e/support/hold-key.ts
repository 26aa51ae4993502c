import { generateKeyPairSync } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { IssuedCertificate } from '@/lib/certificates/schema'
import type { TestCustomer } from '@/test/customer'
import { grantCertificate } from './grant-certificate'

/** Gives a customer a certificate whose key this page's browser holds, as the application leaves it there. */
export async function holdKey(page: Page, customer: TestCustomer): Promise<IssuedCertificate> {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const certificate = await grantCertificate(customer, key)
  const jwk = key.privateKey.export({ format: 'jwk' })
  const { accountId } = customer
  const row = { accountId, certificateId: certificate.id, serialNumber: certificate.serialNumber }
  await page.evaluate(
    async ({ jwk, row }) => {
      const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
      const privateKey = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign'])
      const { d: _d, ...open } = jwk
      const publicKey = await crypto.subtle.importKey('jwk', open, algorithm, true, ['verify'])
      const spki = await crypto.subtle.exportKey('spki', publicKey)
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', spki))
      const publicKeySha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('signet', 1)
        request.onupgradeneeded = () =>
          request.result.createObjectStore('keys', { keyPath: 'publicKeySha256' })
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
      const transaction = database.transaction('keys', 'readwrite')
      transaction
        .objectStore('keys')
        .put({ ...row, publicKeySha256, privateKey, publicKey, createdAt: new Date() })
      await new Promise((resolve) => {
        transaction.oncomplete = resolve
      })
      database.close()
    },
    { jwk, row },
  )
  return certificate
}

/** Leaves the key store as another program, or a half-done upgrade, may: the right name, without what it should hold. */
export async function breakKeyStore(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const done = (request: IDBOpenDBRequest) =>
      new Promise<void>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result?.close())
        request.onerror = () => reject(request.error)
      })
    await done(indexedDB.deleteDatabase('signet'))
    await done(indexedDB.open('signet', 1))
  })
}
