import { SealMark } from '@/components/ui/seal-mark'
import { routes } from '@/lib/routes'

/** The mark and the name; leads home. */
export function Brand({ name, href = routes.home() }: { name: string; href?: string }) {
  return (
    <a
      href={href}
      className="inline-flex min-h-11 items-center gap-2.5 px-2 text-lead font-bold tracking-tight text-ink no-underline"
    >
      <SealMark className="size-6 text-seal" />
      {name}
    </a>
  )
}
