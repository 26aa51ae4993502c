import type { UsageQuery } from '@/lib/usage/schema'

/** A key's page at a period or further down its refusals, which lead to their own place in it. */
export function keyUsageHref(page: string, query: Partial<UsageQuery>): string {
  const wanted = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1])
  return `${page}?${new URLSearchParams(wanted)}#${query.before ? 'refusals' : 'usage'}`
}
