import { ButtonLink } from '@/components/ui/button'
import { routes } from '@/lib/routes'
import { BarePage } from './bare-page'

/** Also the answer for somebody else's object: it does not exist. */
export function NotFoundMessage({
  words,
  home = routes.home(),
}: {
  words: Record<'title' | 'body' | 'home', string>
  home?: string
}) {
  return (
    <BarePage
      title={words.title}
      action={
        <ButtonLink look="primary" href={home}>
          {words.home}
        </ButtonLink>
      }
    >
      <p>{words.body}</p>
    </BarePage>
  )
}
