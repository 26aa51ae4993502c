import type { ActivityQuery } from '@/lib/audit/schema'
import { routes } from '@/lib/routes'

/** The Activity page's address for a kind and a place in the list. */
export function activityHref({ kind, before }: ActivityQuery): string {
  const query = new URLSearchParams({ ...(kind && { kind }), ...(before && { before }) }).toString()
  return query ? `${routes.activity()}?${query}` : routes.activity()
}
