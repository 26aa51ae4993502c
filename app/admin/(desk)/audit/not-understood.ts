import type { AuditFilterName } from '@/lib/desk/audit/read-audit-query'
import { translations } from '@/lib/server/i18n'

/** Which filters of an address were not understood, as the form calls them. */
export async function notUnderstood(wrong: (AuditFilterName | 'unknown')[]): Promise<string> {
  const t = await translations('deskAudit')
  const names = wrong.map((name) => t(`unread_${name}`))
  return t('unread_filter', { names: names.join(t('unread_between')) })
}
