import { generateKeyPairSync, randomInt } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { readRequest } from '@/lib/signing/read-request'
import type { RequestFacts } from '@/lib/signing/request'
import { decide } from '@/lib/verify/decide'
import type { KeyProof } from '@/lib/verify/key-record'
import { disturb, partOf, withPart } from '@/test/changed-byte'
import { type ExampleSigner, exampleSigners } from '@/test/example-signers/example-signers'
import { type SeededRandom, seededRandom } from '@/test/random'
import type { Unsigned } from '@/test/sign-as'
import { accessKey, bySignature, hmac, record } from '@/test/verify-input'

/** Another one in each run; what failed is seen again with the number that it says. */
const seed = Number(process.env.SEED ?? randomInt(2 ** 31))
const folder = mkdtempSync(join(tmpdir(), 'signet-signing-'))
afterAll(() => rm(folder, { recursive: true }))

/** What a key's page saves, and what the gateway has of it. */
type Kind = { name: string; keyFile: string; proof: KeyProof }
const secret = 'sgs_abcXYZ0123456789'
const pair = generateKeyPairSync('ed25519')
const kinds: readonly Kind[] = [
  {
    ...{
      name: 'secret',
      keyFile: saved('key.json', `${JSON.stringify({ accessKey, secretKey: secret }, null, 2)}\n`),
    },
    proof: hmac(secret),
  },
  {
    name: 'secret in .env',
    keyFile: saved('key.env', `SIGNET_ACCESS_KEY=${accessKey}\nSIGNET_SECRET_KEY=${secret}\n`),
    proof: hmac(secret),
  },
  {
    name: 'key pair',
    keyFile: saved('key.pem', pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
    proof: { kind: 'ed25519', publicKey: pair.publicKey },
  },
]

function saved(name: string, content: string): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

const word = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
const segments = ['orders', 'v3', '%E4%B8%AD%e6%96%87', 'a.b-c_d~', "!$&'()*+,=:@", '%20', '']
const values = ['', '中文', 'a b&c', '100%', 'x=y', '["A","B"]', "it's"]
const texts = ['', '{"symbol":"2330","quantity":1}', '{"note":"買進 – ½ Ω"}', 'a=1&b=%20', '\r\n', '\0']

function randomRequest(random: SeededRandom): Unsigned {
  const path = Array.from({ length: 1 + random.below(3) }, () => random.text(word, 1, 6))
  const last = random.pick(segments)
  const parameters = Array.from({ length: random.below(4) }, () => {
    const value = random.pick([
      ...values.map(encodeURIComponent),
      random.text(word, 1, 9),
      'a+b',
      '[{}]|^`',
      '?x=/',
    ])
    return `${random.text(word, 1, 4)}${random.pick(['=', '=', '=', ''])}${value}`
  })
  const body = random.pick([Buffer.from(random.pick(texts)), random.bytes(random.below(200))])
  return {
    method: random.pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    path: `/${[...path, last].join('/')}`,
    query: parameters.join('&'),
    body,
  }
}

type Signed = { kind: Kind; facts: RequestFacts }

/** Random requests with every kind of key, all signed by one process of the client. */
function signedBy({ sign, quickly }: ExampleSigner, random: SeededRandom): Signed[] {
  const wanted = Array.from({ length: quickly }, (_, n) => ({
    kind: kinds[n % kinds.length] as Kind,
    request: randomRequest(random),
  }))
  const headers = sign(wanted.map(({ kind, request }) => ({ ...request, accessKey, keyFile: kind.keyFile })))
  expect(headers).toHaveLength(wanted.length)
  return wanted.map(({ kind, request }, n) => ({
    kind,
    facts: { ...request, headers: [['Host', 'api.example'], ...(headers[n] ?? [])] },
  }))
}

/** What the gateway decides in the millisecond in which the client signed. */
function decided({ kind, facts }: Signed, now: Date) {
  return decide({
    ...bySignature,
    request: readRequest(facts),
    record: { ...record, proof: kind.proof },
    now,
  })
}

const signedParts = [
  ...['method', 'path', 'query', 'body'],
  ...['signet-timestamp', 'signet-key', 'signet-signature'],
]

describe.each(exampleSigners)('what the client in $name signs', (signer) => {
  test.skipIf(!signer.here)('is accepted, and with any one byte changed refused', () => {
    const random = seededRandom(seed)
    const began = Date.now()
    const failed = (one: Signed, what: object) =>
      new Error(JSON.stringify({ SEED: seed, key: one.kind.name, signed: one.facts, ...what }))
    for (const one of signedBy(signer, random)) {
      const now = new Date(Number(partOf(one.facts, 'signet-timestamp')))
      expect(now.getTime()).toBeGreaterThanOrEqual(began - 1)
      expect(now.getTime()).toBeLessThanOrEqual(Date.now())
      const decision = decided(one, now)
      if (decision.decision !== 'allow') throw failed(one, { decision })
      for (const part of signedParts)
        for (let time = 0; time < 3; time += 1) {
          const bytes = partOf(one.facts, part)
          const other = disturb(random, bytes)
          // Hex says the same in either case.
          if (part === 'signet-signature' && isSameHex(bytes, other)) continue
          const facts = withPart(one.facts, part, other)
          if (decided({ ...one, facts }, now).decision === 'allow') throw failed(one, { part, taken: facts })
        }
    }
  })
})

function isSameHex(one: Buffer, other: Buffer): boolean {
  return one.length === 64 && one.toString('latin1').toLowerCase() === other.toString('latin1').toLowerCase()
}
