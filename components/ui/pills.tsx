import { classNames } from './class-names'

/** Ways to narrow a list, as links: each has an address, and works without script. */
export function Pills({
  label,
  items,
}: {
  label: string
  items: { href: string; label: string; current: boolean }[]
}) {
  return (
    <nav aria-label={label}>
      <ul className="flex flex-wrap gap-1.5 sm:gap-2">
        {items.map(({ href, label, current }) => (
          <li key={href}>
            <a
              href={href}
              aria-current={current ? 'true' : undefined}
              className={classNames(
                'inline-flex min-h-11 items-center rounded-pill border px-3 text-hint font-semibold no-underline transition-colors sm:px-4',
                current
                  ? 'border-accent bg-accent-wash text-accent'
                  : 'border-line-strong text-ink-2 hover:bg-sunken hover:text-ink',
              )}
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
