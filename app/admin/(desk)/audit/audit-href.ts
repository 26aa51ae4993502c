import type { AuditQuery } from '@/lib/desk/audit/schema'

/** The address of the list or of an export for a query, and for the page a place in the list. */
export function auditHref(
  path: string,
  { ...query }: Partial<AuditQuery & { before: string | null }>,
): string {
  const entries = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1])
  return entries.length > 0 ? `${path}?${new URLSearchParams(entries)}` : path
}
