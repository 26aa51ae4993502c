import type { FoundWords } from '@/components/desk/found'
import type { HitRow } from '@/components/desk/hit-list'
import { certificateLook, keyLook } from '@/components/desk/state-looks'
import { type DeskHit, type DeskSearch, mostHits } from '@/lib/desk/search-desk'
import { shortAccessKey } from '@/lib/keys/short-access-key'
import { routes } from '@/lib/routes'
import { translations } from '@/lib/server/i18n'

/** Where a hit leads: to the thing itself on its customer's page. */
function hrefOf(hit: DeskHit): string {
  if (hit.kind === 'key') return routes.deskCustomerKey(hit.customerId, hit.keyId)
  if (hit.kind === 'certificate') return routes.deskCustomerCertificate(hit.customerId, hit.certificateId)
  return routes.deskCustomer(hit.customerId)
}

/** Where the only thing found is; null when it is not the only one. */
export function onlyHit({ found = [] }: DeskSearch): string | null {
  const hrefs = new Set(found.flatMap(({ hits }) => hits.map(hrefOf)))
  const [only] = hrefs
  return only && hrefs.size === 1 ? only : null
}

/** The answer to a search in words. @param search what was typed, where the page may say it */
export async function foundWords(result: DeskSearch, search: string | null): Promise<FoundWords> {
  const t = await translations('desk')
  if (result.hint) return { notice: t(`search_hint_${result.hint}`) }
  if (result.found.length === 0)
    return result.wrongId
      ? { notice: t('search_wrong_id') }
      : { nothing: { title: t('search_none_title'), body: t('search_none_body') } }
  const row = await rowMaker()
  return {
    title: search ? t('search_results', { search }) : t('search_results_private'),
    groups: result.found.map(({ by, hits, more }) => ({
      title: t(`search_by_${by}`),
      rows: hits.map(row),
      more: more ? t('search_more', { count: mostHits }) : null,
    })),
  }
}

async function rowMaker(): Promise<(hit: DeskHit) => HitRow> {
  const t = await translations('desk')
  const keys = await translations('keys')
  const about = await translations('deskCustomer')
  return (hit) => {
    const href = hrefOf(hit)
    const row: HitRow = {
      key: href,
      href,
      name: hit.name,
      nationalId: hit.nationalIdMasked,
      detail: hit.matched,
      badges: hit.suspended ? [{ tone: 'bad', icon: 'ban', label: t('search_suspended') }] : [],
    }
    if (hit.kind === 'key') {
      const label = hit.state === 'deleted' ? about('key_state_deleted') : keys(`state_${hit.state}`)
      row.detail = t('search_key', { name: hit.keyName, accessKey: shortAccessKey(hit.accessKey) })
      row.badges.unshift({ ...keyLook[hit.state], label })
    } else if (hit.kind === 'certificate') {
      row.detail = t('search_certificate', { serialNumber: hit.serialNumber })
      row.badges.unshift({
        ...certificateLook[hit.state],
        label: about(`certificate_state_${hit.state}`, { days: hit.daysLeft }),
      })
    }
    return row
  }
}
