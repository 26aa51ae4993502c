import { classNames } from './class-names'

/** The mark: the print of a square seal with an S cut into it. `outline` is the seal before the ink. */
export function SealMark({ outline, className }: { outline?: boolean; className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" fill="none" className={classNames('shrink-0', className)}>
      <rect
        x="1.75"
        y="1.75"
        width="20.5"
        height="20.5"
        rx="5"
        fill={outline ? 'none' : 'currentColor'}
        stroke="currentColor"
        strokeWidth="1.5"
      />
      <path
        d="M16.5 7.25h-9v4.75h9v4.75h-9"
        strokeWidth={outline ? 1.5 : 2.25}
        strokeLinejoin="round"
        strokeLinecap="round"
        className={outline ? 'stroke-current' : 'stroke-paper'}
      />
    </svg>
  )
}
