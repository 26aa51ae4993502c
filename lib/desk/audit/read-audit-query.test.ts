import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readExportQuery, readPageQuery } from './read-audit-query'

const nothing = { who: null, what: null, whom: null, object: null, from: null, to: null }

describe.each([
  ['an export', readExportQuery],
  ['the page', readPageQuery],
])('%s', (_, read) => {
  test.each<[Record<string, string | string[]>, string[]]>([
    [{ whom: 'x' }, ['whom']],
    [{ from: '2026-13-45' }, ['from']],
    [{ from: '2026-02-30', to: '1' }, ['from', 'to']],
    [{ from: '2026-03-02', to: '2026-03-01' }, ['to']],
    [{ who: 'root', what: 'key.stolen', object: "'" }, ['who', 'what', 'object']],
    [{ what: ['keys', 'staff'] }, ['what']],
  ])('%j is not understood at %j', (typed, wrong) => {
    expect(read({ ...typed })).toMatchObject({ wrong })
  })

  test('keeps what was understood beside what was not', () => {
    expect(read({ who: 'staff', to: '2026-03-01', whom: 'x' })).toEqual({
      wrong: ['whom'],
      understood: { ...nothing, who: 'staff', to: '2026-03-01' },
    })
  })

  test('reads what is left out and what is empty as not asked for', () => {
    const id = randomUUID()
    expect(read({ who: '', from: '', whom: id.toUpperCase() }).query).toMatchObject({ ...nothing, whom: id })
  })
})

test('a misspelt filter exports nothing', () => {
  expect(readExportQuery({ fom: '2026-01-01' })).toMatchObject({ wrong: ['unknown'] })
  expect(readPageQuery({ _rsc: '1', before: '-' }).query).toEqual({ ...nothing, before: null })
})
