import { Badge, type BadgeIcon, type Tone } from '@/components/ui/badge'

/** Something found or pending, in words. */
export type HitRow = {
  key: string
  href: string
  name: string
  nationalId: string
  /** What it is about beside the person. */
  detail: string | null
  badges: { tone: Tone; icon: BadgeIcon; label: string }[]
}

/** People, and what of theirs is meant, one a row; the whole row leads there. Plain words, so that a form can show it too. */
export function HitList({ rows }: { rows: HitRow[] }) {
  return (
    <ul className="divide-y divide-line border-t border-line">
      {rows.map(({ key, href, name, nationalId, detail, badges }) => (
        <li
          key={key}
          className="relative grid min-h-11 gap-x-6 gap-y-1 px-4 py-3 hover:bg-sunken sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center sm:px-6"
        >
          <div className="grid min-w-0 gap-0.5">
            <p className="flex flex-wrap items-baseline gap-x-3">
              <a href={href} className="row-link font-semibold">
                {name}
              </a>
              <span className="font-mono text-small text-ink-2">{nationalId}</span>
            </p>
            {detail && <p className="text-hint text-ink-2 wrap-anywhere">{detail}</p>}
          </div>
          {badges.length > 0 && (
            <p className="flex flex-wrap gap-2">
              {badges.map(({ tone, icon, label }) => (
                <Badge key={label} tone={tone} icon={icon}>
                  {label}
                </Badge>
              ))}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}
