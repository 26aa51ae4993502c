'use server'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import type { FoundWords } from '@/components/desk/found'
import { longestSearch } from '@/lib/desk/read-search'
import { searchSchema } from '@/lib/desk/schema'
import { isPrivateSearch, searchDesk } from '@/lib/desk/search-desk'
import { routes } from '@/lib/routes'
import { staffAction } from '@/lib/server/staff-action'
import { foundWords, onlyHit } from './found-words'

/**
 * Reads what was typed. IDs, phone numbers and e-mail addresses are looked for here, and answered in place when it is
 * not one person's alone, so that they never stand in an address; everything else gets one, unless it is too long.
 */
export const searchAction = staffAction('desk:read', searchSchema, async ({ search }, actor) => {
  if (search.length <= longestSearch && !isPrivateSearch(search))
    return lead(routes.deskSearch(search.trim()))
  const result = await searchDesk(actor, search)
  const only = onlyHit(result)
  return only ? lead(only) : { found: await foundWords(result, null) }
})

/**
 * Script goes there itself: the page is then asked for by the browser, whose address goes on record with the
 * search. Without script the answer is a redirect.
 */
async function lead(href: string): Promise<{ href: string } | { found: FoundWords }> {
  if ((await headers()).has('next-action')) return { href }
  redirect(href)
}
