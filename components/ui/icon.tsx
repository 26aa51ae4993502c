import { classNames } from './class-names'

/** Drawn in app/icons.css. */
export type IconName =
  | 'alert'
  | 'back'
  | 'ban'
  | 'certificate'
  | 'check'
  | 'clock'
  | 'close'
  | 'copy'
  | 'down'
  | 'hourglass'
  | 'info'
  | 'key'
  | 'mail'
  | 'menu'
  | 'message'
  | 'moon'
  | 'pause'
  | 'phone'
  | 'screen'
  | 'search'
  | 'shield'
  | 'sign-in'
  | 'sign-out'
  | 'sun'
  | 'wait'
  | 'warn'
  | 'well-done'

/** A picture beside words, never instead of them: hidden from screen readers. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return <i aria-hidden="true" className={classNames(`icon icon-${name}`, className)} />
}
