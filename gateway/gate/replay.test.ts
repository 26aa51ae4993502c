import { expect, test } from 'vitest'
import { readRequest } from '@/lib/signing/read-request'
import type { RequestFacts } from '@/lib/signing/request'
import { bearer, form, get, post, signer } from '@/test/changed-request'
import { signAs } from '@/test/sign-as'
import { replayOf } from './replay'

function remembered(facts: RequestFacts, policy: 'off' | 'writes' | 'all') {
  const read = readRequest(facts)
  if (!read.ok) throw new Error(read.reason)
  return replayOf(read.credentials, facts.method, policy)
}
const how = (facts: RequestFacts, policy: 'off' | 'writes' | 'all') => {
  const replay = remembered(facts, policy)
  return replay === null ? 'no' : replay.refused ? 'refused' : 'marked'
}

test.each([
  ['signet', 'refused refused', 'refused refused', 'refused refused'],
  ['okx', 'no no', 'no refused', 'refused refused'],
  ['gate', 'no no', 'no refused', 'refused refused'],
  // Their signature would be as good for a write.
  ['binance', 'no no', 'marked refused', 'refused refused'],
  ['mexc', 'no no', 'marked refused', 'refused refused'],
  ['bybit', 'no no', 'marked refused', 'refused refused'],
  ['basic', 'no no', 'no no', 'no no'],
] as const)('%s: a read and a write under off, writes and all', (dialect, ...rows) => {
  const written = dialect === 'binance' || dialect === 'mexc' ? form : post
  const [read, write] = [signAs[dialect](get, signer), signAs[dialect](written, signer)]
  for (const [at, policy] of (['off', 'writes', 'all'] as const).entries())
    expect(`${how(read, policy)} ${how(write, policy)}`).toBe(rows[at])
})

test('a session’s token has nothing to repeat', () => {
  expect(how(bearer, 'all')).toBe('no')
})

test.each(['HEAD', 'OPTIONS'])('%s is a read', (method) => {
  expect(how(signAs.okx({ ...get, method }, signer), 'writes')).toBe('no')
})

test('one signature is one request, however it is written, until its window is over', () => {
  const facts = signAs.binance(get, signer)
  const query = facts.query.replace(/signature=(\w+)$/, (_, hex: string) => `signature=${hex.toUpperCase()}`)
  expect(query).not.toBe(facts.query)
  const replay = remembered(facts, 'all')
  expect(remembered({ ...facts, query }, 'all')).toEqual(replay)
  expect(replay).toMatchObject({ timestampMs: signer.timeMs, untilMs: signer.timeMs + 5_000 })
  expect(remembered(signAs.signet(get, signer), 'all')?.untilMs).toBe(signer.timeMs + 30_000)
})
