import 'server-only'
import type { CustomerFields } from '@/lib/identity/customer-fields'
import { seal, unseal } from '@/lib/vault/seal'

const contextOf = (importId: string) => `import:${importId}`

/** The rows of an import as they wait in the database: nobody reads there who they are. */
export function sealRows(importId: string, rows: readonly CustomerFields[]): Buffer<ArrayBuffer> {
  return seal(JSON.stringify(rows), contextOf(importId))
}

/** Opens what `sealRows` made. @throws Error when altered, or of another import */
export function openRows(importId: string, sealed: Uint8Array): CustomerFields[] {
  return JSON.parse(unseal(sealed, contextOf(importId))) as CustomerFields[]
}
