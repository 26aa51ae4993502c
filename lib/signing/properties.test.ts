import { describe, expect, it } from 'vitest'
import { disturb, partOf, withPart } from '@/test/changed-byte'
import { seededRandom } from '@/test/random'
import { signedRequest, timeMs, type Way, ways } from '@/test/random-requests'
import { readRequest } from './read-request'
import type { RequestFacts } from './request'
import { verifySignature } from './verify-signature'

const rounds = 100

function holds(facts: RequestFacts, { key }: Way): boolean {
  const read = readRequest(facts)
  return read.ok && read.credentials.scheme === 'signed' && verifySignature(read.credentials, key)
}

function refused(changed: RequestFacts, facts: RequestFacts, way: Way): void {
  if (holds(changed, way)) throw new Error(JSON.stringify({ signed: facts, taken: changed }))
}

/** A signature inside the part is no signed byte: in hex, its case is free. */
function signedLength(bytes: Buffer): number {
  const at = bytes.toString('latin1').search(/(^|&)signature=[^&]*$/)
  return at < 0 ? bytes.length : at
}

const means = (query: string) => {
  try {
    return decodeURIComponent(query)
  } catch {
    return null
  }
}

describe.each(ways)('$dialect, $key.kind', (way) => {
  it('accepts what a client signs', () => {
    const random = seededRandom(1)
    for (let round = 0; round < rounds; round += 1) {
      const facts = signedRequest(random, way)
      const read = readRequest(facts)
      expect(read).toMatchObject({
        credentials: {
          dialect: way.dialect,
          accessKey: 'sgk_accessKey',
          timestampMs: way.dialect === 'gate' ? Math.floor(timeMs / 1000) * 1000 : timeMs,
        },
      })
      if (!holds(facts, way)) throw new Error(JSON.stringify(facts))
    }
  })

  it.each(way.signed.map((part) => [part]))('refuses a changed byte of %s', (part) => {
    const random = seededRandom(2)
    let disturbed = 0
    for (let round = 0; round < rounds; round += 1) {
      const facts = signedRequest(random, way)
      for (let time = 0; time < 8; time += 1) {
        const bytes = partOf(facts, part)
        const changed = withPart(facts, part, disturb(random, bytes, signedLength(bytes)))
        // Its query is signed as what it means: the case of an escape is no change.
        if (way.dialect === 'gate' && part === 'query' && means(changed.query) === means(facts.query))
          continue
        disturbed += 1
        refused(changed, facts, way)
      }
    }
    expect(disturbed).toBeGreaterThan(rounds)
  })
})

describe.each(ways.filter(({ dialect }) => dialect !== 'binance' && dialect !== 'mexc'))(
  '$dialect, $key.kind',
  (way) => {
    it('lets no byte be moved between target and body', () => {
      const random = seededRandom(3)
      for (let round = 0; round < rounds; round += 1) {
        const facts = signedRequest(random, way)
        const [query, body] = [partOf(facts, 'query'), partOf(facts, 'body')]
        const both = Buffer.concat([query, body])
        for (let at = 0; at <= both.length; at += 1) {
          if (at === query.length) continue
          const moved = { ...facts, query: both.toString('latin1', 0, at), body: both.subarray(at) }
          refused(moved, facts, way)
        }
      }
    })
  },
)

describe.each(ways.filter(({ dialect }) => dialect === 'binance' || dialect === 'mexc'))(
  '$dialect, $key.kind',
  (way) => {
    it('lets what was signed as one be moved as a whole, never be parted; and what was two never be joined', () => {
      const random = seededRandom(4)
      let parted = 0
      let joined = 0
      for (let round = 0; round < rounds; round += 1) {
        const facts = signedRequest(random, way)
        const [query, body] = [partOf(facts, 'query'), partOf(facts, 'body')]
        const both = Buffer.concat([query, body])
        if (query.length > 0 && body.length > 0) {
          joined += 1
          expect(holds({ ...facts, query: both.toString('latin1'), body: Buffer.alloc(0) }, way)).toBe(false)
          expect(holds({ ...facts, query: '', body: both }, way)).toBe(false)
          continue
        }
        for (let at = 1; at < signedLength(both); at += 1) {
          parted += 1
          const moved = { ...facts, query: both.toString('latin1', 0, at), body: both.subarray(at) }
          refused(moved, facts, way)
        }
      }
      expect(Math.min(parted, joined)).toBeGreaterThan(20)
    })
  },
)
