import { TextLink } from './link'

/** The ways on and back of a list that is read a page at a time; nothing for a list of one page. */
export function Pager({
  label,
  first,
  next,
}: {
  label: string
  first: { href: string; label: string } | null
  next: { href: string; label: string } | null
}) {
  if (!first && !next) return null
  return (
    <nav aria-label={label} className="flex flex-wrap justify-between gap-x-4">
      {first && (
        <TextLink href={first.href} className="inline-flex min-h-11 items-center">
          {first.label}
        </TextLink>
      )}
      {next && (
        <TextLink href={next.href} className="ml-auto inline-flex min-h-11 items-center">
          {next.label}
        </TextLink>
      )}
    </nav>
  )
}
