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
      <ul className="flex flex-wrap gap-2">
        {items.map(({ href, label, current }) => (
          <li key={href}>
            <a
              href={href}
              aria-current={current ? 'true' : undefined}
              className={classNames(
                'inline-flex min-h-11 items-center rounded-pill border px-4 text-hint font-semibold no-underline transition-colors',
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
