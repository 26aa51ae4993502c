import { inNetworks } from '@/lib/net/in-networks'
import type { Reason } from './reasons'
import type { Standing } from './verify-input'

/** What the key itself and its customer's standing say against a request. */
export function keyReason({ record, deployment, clientAddress, now }: Standing): Reason | null {
  if (record.customerSuspended) return 'customer_suspended'
  if (!record.on) return 'key_inactive'
  if (record.validFrom && now < record.validFrom) return 'key_not_yet_valid'
  if (record.validBefore && now >= record.validBefore) return 'key_expired'
  if (record.environment !== deployment.environment) return 'environment_mismatch'
  if (record.allowlist && !inNetworks(clientAddress, record.allowlist)) return 'ip_not_allowed'
  return null
}

/** What a request asks for beyond what its key may. */
export function wantedReason({ record, wanted }: Standing): Reason | null {
  const { account, permission } = wanted
  if (account !== null && record.accounts && !record.accounts.includes(account)) return 'account_not_allowed'
  if (permission !== null && !record.permissions.includes(permission)) return 'permission_missing'
  return null
}
