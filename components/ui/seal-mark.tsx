import { classNames } from './class-names'

/**
 * The mark: the print of a square seal with an S cut into it. `outline` is the seal before the ink. Drawn in
 * app/icons.css.
 */
export function SealMark({ outline, className }: { outline?: boolean; className?: string }) {
  return <i aria-hidden="true" className={classNames('icon', outline ? 'seal-outline' : 'seal', className)} />
}
