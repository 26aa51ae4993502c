import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Fact, Facts } from '@/components/ui/facts'
import { TextLink } from '@/components/ui/link'
import { Meter } from '@/components/ui/meter'
import { Notice } from '@/components/ui/notice'
import { Steps } from '@/components/ui/steps'
import { Table } from '@/components/ui/table'
import type { Samples } from './samples'

export function DisplaySamples({ words }: { words: Samples }) {
  return (
    <>
      <Card className="grid gap-4">
        <CardHead title={words.badges} aside={<TextLink href="#main">{words.all}</TextLink>} />
        <div className="flex flex-wrap gap-2">
          <Badge tone="ok" icon="check">
            {words.active}
          </Badge>
          <Badge tone="warn" icon="clock">
            {words.soon}
          </Badge>
          <Badge tone="warn" icon="hourglass">
            {words.waiting}
          </Badge>
          <Badge tone="bad" icon="alert">
            {words.refused}
          </Badge>
          <Badge tone="off" icon="pause">
            {words.inactive}
          </Badge>
          <Badge tone="off" icon="ban">
            {words.ended}
          </Badge>
        </div>
        <p>{words.meter}</p>
        <Meter value={12} max={30} label={words.meter} />
        <p>{words.full}</p>
        <Meter value={30} max={30} label={words.full} />
      </Card>
      <section aria-label={words.notices} className="grid gap-3">
        <Notice tone="info">
          <p>{words.info}</p>
        </Notice>
        <Notice tone="ok">
          <p>{words.done}</p>
        </Notice>
        <Notice tone="warn">
          <p>{words.beware}</p>
        </Notice>
        <Notice tone="bad">
          <p>{words.failed}</p>
        </Notice>
      </section>
      <Steps label={words.steps} progress={words.progress} steps={words.step} current={2} />
      <Card className="grid gap-4">
        <CardHead title={words.facts} />
        <Facts>
          <Fact label={words.issued}>2026-11-05</Fact>
          <Fact label={words.serial} mono>
            4f0c2b7a9d1e8f6350a1b2c3d4e5f60718293a4b
          </Fact>
        </Facts>
      </Card>
      <Table
        label={words.table}
        head={[words.key, words.can, words.from, words.status].map((title) => ({ key: title, title }))}
      >
        {[words.keyName, 'Tax export'].map((name) => (
          <tr key={name}>
            <td className="lead">
              <TextLink covers href="#main">
                {name}
              </TextLink>
              <span className="row-code">sgk_7Qm4…k2Xa</span>
            </td>
            <td data-label={words.can}>{words.trade}</td>
            <td data-label={words.from}>{words.places}</td>
            <td className="status">
              <Badge tone="ok" icon="check">
                {words.active}
              </Badge>
            </td>
          </tr>
        ))}
      </Table>
      <Card>
        <EmptyState title={words.empty} action={<ButtonLink href="#main">{words.action}</ButtonLink>}>
          <p>{words.emptyBody}</p>
        </EmptyState>
      </Card>
    </>
  )
}
