import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

export type ObstacleWords = {
  tone: 'info' | 'warn'
  title: string
  body: string
  /** What else follows from it. */
  effect?: string
  action: { href: string; label: string }
}

/** Why no key can be made now. `at` is the page that shows it: a way that leads there is left out. */
export function Obstacle({ words, at }: { words: ObstacleWords; at?: string }) {
  const { tone, title, body, effect, action } = words
  return (
    <Notice tone={tone}>
      <p className="font-semibold">{title}</p>
      <p>{body}</p>
      {effect && <p>{effect}</p>}
      {action.href !== at && (
        <ButtonLink
          look={tone === 'info' ? 'primary' : 'plain'}
          href={action.href}
          className="mt-2 mb-1 justify-self-start"
        >
          {action.label}
        </ButtonLink>
      )}
    </Notice>
  )
}
