'use client'
import { classNames } from '@/components/ui/class-names'
import { Icon } from '@/components/ui/icon'
import type { Translate } from '@/lib/i18n/translator'
import { type AddressEntry, addressCount } from '@/lib/net/parse-address-list'

/** One entry with its reading, or with what is wrong with it and how to mend it. */
export function AddressChip({
  t,
  tError,
  entry,
  onRemove,
  onMend,
  onReplace,
}: {
  t: Translate
  tError: Translate
  entry: AddressEntry
  onRemove: () => void
  onMend: () => void
  onReplace: (text: string) => void
}) {
  const bad = entry.error !== undefined
  const suggestion = bad ? entry.suggestion : undefined
  return (
    <li
      className={classNames(
        // On a phone the way to remove it stays at the top right, however long its reading is.
        'grid min-h-11 max-w-full grid-cols-[minmax(0,1fr)_auto] items-center rounded border pl-3 sm:flex',
        bad ? 'bad border-seal bg-seal-wash text-seal' : 'border-line bg-sunken',
      )}
    >
      <span className="grid min-w-0 grow py-1.5 sm:flex sm:flex-wrap sm:items-baseline sm:gap-x-2.5">
        {bad ? (
          <button
            type="button"
            onClick={onMend}
            aria-label={t('form_address_mend', { text: entry.text })}
            className="cursor-pointer text-left font-mono text-hint underline decoration-dashed underline-offset-4 wrap-anywhere"
          >
            {entry.text}
          </button>
        ) : (
          <span className="font-mono text-hint wrap-anywhere">{entry.canonical}</span>
        )}
        <span className={classNames('text-small', !bad && (entry.warning ? 'text-warn' : 'text-ink-2'))}>
          {bad ? tError(entry.error, { text: 'this', suggestion: suggestion ?? '' }) : readingOf(entry, t)}
        </span>
      </span>
      {suggestion && (
        <button
          type="button"
          onClick={() => onReplace(suggestion)}
          className="row-start-2 min-h-11 cursor-pointer justify-self-start text-hint sm:px-2 font-semibold underline underline-offset-4"
        >
          {t('form_address_use', { text: suggestion })}
        </button>
      )}
      <button
        type="button"
        onClick={onRemove}
        aria-label={t('form_address_remove', { text: entry.text })}
        className="col-start-2 row-start-1 ml-auto grid size-11 self-start shrink-0 cursor-pointer place-items-center rounded text-ink-2 hover:text-ink"
      >
        <Icon name="close" className="size-4" />
      </button>
    </li>
  )
}

function readingOf({ network, warning }: Extract<AddressEntry, { canonical: string }>, t: Translate): string {
  if (warning) return t(`form_address_${warning}`)
  const count = addressCount(network)
  if (count === undefined) return t(network.prefix === 128 ? 'form_address_one6' : 'form_address_range6')
  return count === 1 ? '' : t('form_address_addresses', { count })
}
