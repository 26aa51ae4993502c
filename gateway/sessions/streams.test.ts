import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeStreams, type Streams } from './streams'

/** Which sessions have ended; asking may be held up, and fail. */
const ended = new Map<string, string>()
let questions: string[][] = []
let asking: () => Promise<unknown> = async () => {}
let streams: Streams

let waiting: (response: ServerResponse) => void = () => {}
const server = createServer((_, response) => waiting(response))
let port = 0

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  ended.clear()
  questions = []
  asking = async () => {}
  streams = makeStreams(async (ids) => {
    questions.push([...ids])
    await asking()
    return new Map([...ended].filter(([id]) => ids.includes(id)))
  })
})

async function openBoth(id: string, customerId = 'customer') {
  const coming = new Promise<ServerResponse>((resolve) => {
    waiting = resolve
  })
  const answer = new Promise<IncomingMessage>((resolve) =>
    get({ port, agent: false }, resolve).on('error', () => {}),
  )
  const response = await coming
  streams.add({ id, customerId }, response)
  return { response, answer: await answer }
}
const open = async (id: string, customerId?: string) => (await openBoth(id, customerId)).answer

test('a client that does not read is dropped, one that reads is not', async () => {
  const [deaf, alive] = [await openBoth('one'), await openBoth('two')]
  deaf.answer.pause().on('error', () => {})
  alive.answer.resume()
  // Far more than what the buffers on both sides hold.
  for (let pings = 1; !deaf.response.destroyed && pings < 1_000_000; pings += 1) {
    streams.ping(Date.now() + pings * 60_000)
    if (alive.response.writableNeedDrain) await once(alive.response, 'drain')
    if (pings % 100 === 0) await new Promise(setImmediate)
  }
  expect([deaf.response.destroyed, alive.response.destroyed]).toEqual([true, false])
})

test('what was open already when the answer came, and what ends meanwhile, is told once', async () => {
  const answer = await open('one')
  ended.set('one', 'key_deleted')
  await streams.recheck('customer')
  await streams.recheck('customer')
  const said = await text(answer)
  expect(said.match(/forced_logout/g)).toHaveLength(1)
  expect(said).toContain('data: {"code":304,"reason":"key_deleted"}')
})

test('many changes at once are few questions, and none is lost', async () => {
  for (let number = 0; number < 20; number += 1) await open(`s${number}`, `c${number}`)
  await streams.recheck(null)
  questions = []
  let release = () => {}
  asking = () => new Promise<void>((resolve) => (release = resolve))
  const first = streams.recheck('c0')
  for (let round = 0; round < 50; round += 1)
    for (let number = 0; number < 20; number += 1) void streams.recheck(`c${number}`)
  asking = async () => {}
  release()
  await first
  expect(questions[0]).toEqual(['s0'])
  expect(questions[1]?.toSorted()).toEqual(Array.from({ length: 20 }, (_, number) => `s${number}`).toSorted())
  expect(questions).toHaveLength(2)
})

test('a question that fails ends nothing; the next look finds what it missed', async () => {
  const answer = await open('one')
  await streams.recheck(null)
  ended.set('one', 'key_edited')
  asking = () => Promise.reject(new Error('the database is away'))
  await streams.recheck('customer')
  expect(answer.destroyed).toBe(false)
  asking = async () => {}
  await streams.recheck(null)
  expect(await text(answer)).toContain('key_edited')
})

test('a customer without streams is not asked about; there is room for three of a session, a hundred of a customer', async () => {
  await streams.recheck('nobody')
  expect(questions).toEqual([])
  for (let number = 0; number < 3; number += 1) await open('one')
  const room = (id: string, customerId = 'customer') => streams.hasRoom({ id, customerId })
  expect([room('one'), room('two'), room('one', 'other')]).toEqual([false, true, false])
  for (let number = 0; number < 97; number += 1) await open(`s${number}`)
  expect([room('two'), room('two', 'other')]).toEqual([false, true])
})
