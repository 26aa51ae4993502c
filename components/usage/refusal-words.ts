import type { MessageKey } from '@/lib/i18n/messages'
import type { MessageValues, Translate } from '@/lib/i18n/translator'
import type { ListedRefusal } from '@/lib/usage/refusals-of'
import type { Reason } from '@/lib/verify/reasons'

type UsageKey = MessageKey<'usage'>
type Refused = Pick<ListedRefusal, 'reason' | 'address' | 'skewMs' | 'permission'>

/** What the database keeps of a clock that is further off than it has room for: about 25 days. */
const immeasurableMs = 2 ** 31 - 1

/**
 * Why a request was refused and what to do about it, in the reader's language.
 * @param permissions what each permission is called
 */
export function refusalWords(
  t: Translate<UsageKey>,
  refusal: Refused,
  permissions: { id: string; label: string }[],
): { why: string; todo: string } {
  const values = valuesOf(refusal, permissions)
  return { why: t(whyKey(refusal), values), todo: t(todoKey(refusal), values) }
}

function whyKey({ reason, address, permission }: Refused): UsageKey {
  if (reason === 'ip_not_allowed' && address === '') return 'why_ip_not_allowed_unknown'
  if (needsUnknown({ reason, permission })) return 'why_permission_missing_unknown'
  return `why_${reason as Reason}`
}

function todoKey(refusal: Refused): UsageKey {
  return needsUnknown(refusal) ? 'do_permission_missing_unknown' : `do_${refusal.reason as Reason}`
}

/** No rule names such a request: no permission lets it through. */
function needsUnknown({ reason, permission }: Pick<Refused, 'reason' | 'permission'>): boolean {
  return reason === 'permission_missing' && permission === null
}

function valuesOf(refusal: Refused, permissions: { id: string; label: string }[]): MessageValues {
  const { address, skewMs, permission } = refusal
  return {
    address,
    seconds: Math.round(Math.abs(skewMs ?? 0) / 100) / 10,
    direction: Math.abs(skewMs ?? 0) >= immeasurableMs ? 'other' : (skewMs ?? 0) < 0 ? 'behind' : 'ahead',
    permission: permissions.find(({ id }) => id === permission)?.label ?? permission ?? '',
  }
}
