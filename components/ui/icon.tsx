import { classNames } from './class-names'

/** Strokes on a grid of 24. Plain paths, so that an icon costs a page no script. */
const paths = {
  alert: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7.5v5.5M12 16.4v.1',
  back: 'm14.5 6-6 6 6 6',
  ban: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M5.7 5.7l12.6 12.6',
  certificate:
    'M20 10V4H4v14h8M8 8.5h8M8 12.5h4M17 12.5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M15.5 18v4l1.5-1 1.5 1v-4',
  check: 'm4.5 12.5 5 5 10-11',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3.5 2',
  close: 'm6 6 12 12M18 6 6 18',
  copy: 'M9 9h11v11H9zM15 5.5V4H4v11h1.5',
  down: 'm6 9.5 6 6 6-6',
  hourglass: 'M6 3h12M6 21h12M7.5 3v3.5L12 12l4.5-5.5V3M7.5 21v-3.5L12 12l4.5 5.5V21',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5.5M12 7.5v.1',
  key: 'M8 11.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M11.3 12.7 20 4M16 8l3 3',
  mail: 'M3.5 5.5h17v13h-17zM4 6.5l8 6.5 8-6.5',
  menu: 'M4 6.5h16M4 12h16M4 17.5h16',
  message: 'M4 4.5h16v12h-9L6.5 20v-3.5H4z',
  moon: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5',
  pause: 'M9 6v12M15 6v12',
  phone: 'M7.5 3h9v18h-9zM11 17.8h2',
  screen: 'M3.5 4.5h17v11.5h-17zM9 20h6M12 16v4',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5 20 20',
  shield: 'M12 3 5 6v5.5c0 4.5 3 7.5 7 9.5 4-2 7-5 7-9.5V6zM9 12l2.2 2.2L15.2 10',
  'sign-in': 'M14 4h5v16h-5M4 12h10.5M10.5 8l4 4-4 4',
  'sign-out': 'M10 4H5v16h5M10 12h10M16 8l4 4-4 4',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  wait: 'M12 3a9 9 0 1 0 9 9',
  warn: 'M12 4 2.5 20h19zM12 10v4.5M12 17.2v.1',
  'well-done': 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12.3l3 3 5.2-6',
} as const

export type IconName = keyof typeof paths

/** A picture beside words, never instead of them: hidden from screen readers. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className={classNames('icon', className)}>
      <path d={paths[name]} />
    </svg>
  )
}
