import 'server-only'
import type { CustomerFields } from '@/lib/identity/customer-fields'
import { seal, unseal } from '@/lib/vault/seal'
import { jsonOf } from './in-slices'

const contextOf = (importId: string) => `import:${importId}`

/** The rows of an import as they wait in the database: nobody reads there who they are. */
export async function sealRows(
  importId: string,
  rows: readonly CustomerFields[],
): Promise<Buffer<ArrayBuffer>> {
  return seal(await jsonOf(rows), contextOf(importId))
}

/** Opens what `sealRows` made. @throws Error when altered, or of another import */
export function openRows(importId: string, sealed: Uint8Array): CustomerFields[] {
  return JSON.parse(unseal(sealed, contextOf(importId))) as CustomerFields[]
}
