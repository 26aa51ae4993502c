import 'server-only'
import { seal, unseal } from '@/lib/vault/seal'

/** What a person reads. `code` stands alone too, so that the demo's outbox can show it large. */
export type NoticeBody = { subject: string; text: string; code?: string }

/** Message and address are sealed to their row and their column: neither can be moved to another. */
export function sealBody(id: string, body: NoticeBody): Buffer<ArrayBuffer> {
  return seal(JSON.stringify(body), `outbox:${id}:body`)
}

export function openBody(id: string, sealed: Uint8Array): NoticeBody {
  return JSON.parse(unseal(sealed, `outbox:${id}:body`)) as NoticeBody
}

export function sealDestination(id: string, destination: string): Buffer<ArrayBuffer> {
  return seal(destination, `outbox:${id}:destination`)
}

export function openDestination(id: string, sealed: Uint8Array): string {
  return unseal(sealed, `outbox:${id}:destination`)
}
