import 'server-only'
import { maskNationalId } from '@/lib/identity/mask'
import { sealContext } from '@/lib/identity/seal-context'
import { unseal } from '@/lib/vault/seal'

/** Who a row of a list is about. */
export type CustomerHead = {
  customerId: string
  name: string
  nationalIdMasked: string
  suspended: boolean
}

/** What `customerHead` is made from. */
export const headColumns = { id: true, name: true, nationalIdSealed: true, suspendedAt: true } as const

export function customerHead(row: {
  id: string
  name: string
  nationalIdSealed: Uint8Array
  suspendedAt: Date | null
}): CustomerHead {
  return {
    customerId: row.id,
    name: row.name,
    nationalIdMasked: maskNationalId(unseal(row.nationalIdSealed, sealContext(row.id))),
    suspended: row.suspendedAt !== null,
  }
}
