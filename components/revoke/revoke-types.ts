import type { RevocationRequest } from '@/lib/certificates/schema'
import type { FormAction } from '@/lib/server/action'

export type ShownRevocation = { serialNumber: string; at: string; already: boolean }

export type RevokeActions = {
  open: FormAction<RevocationRequest>
  revoke: FormAction<ShownRevocation>
}
