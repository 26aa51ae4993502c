import { noticeSubject } from '@/components/activity/notice-subject'
import { HitList, type HitRow } from '@/components/desk/hit-list'
import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { TextLink } from '@/components/ui/link'
import { Pager } from '@/components/ui/pager'
import { separator } from '@/components/ui/separator'
import type { StaffActor } from '@/lib/access/actor'
import { type AttentionItem, needsAttention } from '@/lib/desk/needs-attention'
import { type AttentionName, attentionLists } from '@/lib/desk/schema'
import { shortAccessKey } from '@/lib/keys/short-access-key'
import { routes } from '@/lib/routes'
import { formats } from '@/lib/server/formats'
import { translations } from '@/lib/server/i18n'
import { currentLocale } from '@/lib/server/preferences'

const shownFirst = 10
const shownOnPage = 30

/** The beginning of each list that has something in it. */
export async function NeedsAttention({ actor }: { actor: StaffActor }) {
  const t = await translations('desk')
  const row = await rowMaker()
  const pages = await Promise.all(
    attentionLists.map(async (list) => ({
      list,
      ...(await needsAttention(actor, list, { take: shownFirst })),
    })),
  )
  const filled = pages.filter(({ items }) => items.length > 0)
  if (filled.length === 0)
    return (
      <Card>
        <EmptyState title={t('attention_none')}>
          <p>{t('attention_none_body')}</p>
        </EmptyState>
      </Card>
    )
  return (
    <>
      {filled.map(({ list, items, next }) => (
        <Card key={list} padded={false} aria-labelledby={list}>
          <div className="p-4 sm:px-6">
            <CardHead
              id={list}
              title={t(`attention_${list}`)}
              aside={next && <TextLink href={routes.deskAttention(list)}>{t('attention_more')}</TextLink>}
            />
          </div>
          <HitList rows={items.map(row)} />
        </Card>
      ))}
    </>
  )
}

/** One list, a page at a time. */
export async function AttentionList({
  actor,
  list,
  after,
}: {
  actor: StaffActor
  list: AttentionName
  after: string | null
}) {
  const t = await translations('desk')
  const row = await rowMaker()
  const { items, next } = await needsAttention(actor, list, { after, take: shownOnPage })
  return (
    <>
      <Card padded={false} aria-labelledby={list}>
        <div className="p-4 sm:px-6">
          <CardHead
            id={list}
            title={t(`attention_${list}`)}
            aside={<TextLink href={routes.desk()}>{t('to_desk')}</TextLink>}
          />
        </div>
        {items.length > 0 ? (
          <HitList rows={items.map(row)} />
        ) : (
          <p className="border-t border-line px-4 py-4 text-ink-2 sm:px-6">{t('attention_empty')}</p>
        )}
      </Card>
      <Pager
        label={t('attention_pages')}
        first={after ? { href: routes.deskAttention(list), label: t('attention_first') } : null}
        next={next ? { href: routes.deskAttention(list, next), label: t('attention_next') } : null}
      />
    </>
  )
}

async function rowMaker(): Promise<(item: AttentionItem) => HitRow> {
  const t = await translations('desk')
  const format = await formats()
  const locale = await currentLocale()
  const said = (item: AttentionItem) => {
    switch (item.list) {
      case 'locked':
        return { href: routes.deskCustomer(item.customerId), detail: t(`attention_locked_by_${item.by}`) }
      case 'deliveries': {
        const { channel, template, values } = item
        const subject = noticeSubject(locale, template, values)
        return {
          href: routes.deskCustomerMessage(item.customerId, item.outboxId),
          detail: t('attention_delivery', { channel, subject }),
        }
      }
      case 'certificates':
        return {
          href: routes.deskCustomerCertificate(item.customerId, item.certificateId),
          detail: t('search_certificate', { serialNumber: item.serialNumber }),
        }
      case 'keys':
        return {
          href: routes.deskCustomerKey(item.customerId, item.keyId),
          detail: t('search_key', { name: item.keyName, accessKey: shortAccessKey(item.accessKey) }),
        }
    }
  }
  return (item) => {
    const ends = item.list === 'certificates' || item.list === 'keys'
    // A key ends with its last day, not with the instant after it.
    const at = item.list === 'keys' ? new Date(item.at.getTime() - 1) : item.at
    const when = format.relative(at)
    const { href, detail } = said(item)
    return {
      key: `${item.list} ${item.cursor} ${item.list === 'locked' ? item.by : ''}`,
      href,
      name: item.name,
      nationalId: item.nationalIdMasked,
      detail: `${detail}${separator}${ends ? t('attention_ends', { when }) : when}`,
      badges: item.suspended ? [{ tone: 'bad', icon: 'ban', label: t('search_suspended') }] : [],
    }
  }
}
