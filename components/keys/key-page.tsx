'use client'
import type { ComponentProps } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { TextLink } from '@/components/ui/link'
import { Meter } from '@/components/ui/meter'
import { PageHeader } from '@/components/ui/page-header'
import { Pager } from '@/components/ui/pager'
import { routes } from '@/lib/routes'
import { KeyFilter } from './key-filter'
import { KeyList, type KeyRow } from './key-list'
import { Obstacle, type ObstacleWords } from './obstacle'

type Empty = { title: string; body: string; clear?: string }

/**
 * The page of keys in words. A client component for what the server saves by it: the page then carries its words
 * instead of a description of every element.
 */
export function KeyPage({
  title,
  active,
  count,
  max,
  add,
  obstacle,
  filter,
  columns,
  keys,
  empty,
  list,
  first,
  next,
}: {
  title: string
  active: string
  count: number
  max: number
  add: string
  obstacle: ObstacleWords | null
  /** Null as long as there is nothing to look through. */
  filter: Omit<ComponentProps<typeof KeyFilter>, 'action'> | null
  columns: ComponentProps<typeof KeyList>['columns']
  /** Of `KeyRow`s, in JSON: the framework goes through every value that it hands over, on either side. */
  keys: string
  /** What stands in place of a list without keys. */
  empty: Empty | null
  list: string
  first: ComponentProps<typeof Pager>['first']
  next: ComponentProps<typeof Pager>['next']
}) {
  const addLink = !obstacle && (
    <ButtonLink look="primary" href={routes.keyNew()}>
      {add}
    </ButtonLink>
  )
  return (
    <>
      <PageHeader title={title} action={filter && addLink}>
        <p>{active}</p>
        <div className="mt-1 w-56 max-w-full">
          <Meter value={count} max={max} label={active} />
        </div>
      </PageHeader>
      {obstacle && <Obstacle words={obstacle} at={routes.keys()} />}
      {filter && <KeyFilter action={routes.keys()} {...filter} />}
      {empty ? (
        <Card>
          <EmptyState
            title={empty.title}
            action={empty.clear ? <TextLink href={routes.keys()}>{empty.clear}</TextLink> : addLink}
          >
            <p>{empty.body}</p>
          </EmptyState>
        </Card>
      ) : (
        <KeyList label={list} columns={columns} keys={JSON.parse(keys) as KeyRow[]} />
      )}
      <Pager label={list} first={first} next={next} />
    </>
  )
}
