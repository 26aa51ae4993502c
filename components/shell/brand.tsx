import { SealMark } from '@/components/ui/seal-mark'
import { routes } from '@/lib/routes'

/** The mark and the name; leads home. */
export function Brand({ name, href = routes.home() }: { name: string; href?: string }) {
  return (
    <a href={href} className="brand">
      <SealMark className="size-6 text-seal" />
      {name}
    </a>
  )
}
