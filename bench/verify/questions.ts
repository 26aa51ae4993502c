import { signAs } from '@/test/sign-as'
import type { BenchKey } from './make-keys'

const order = Buffer.from('{"symbol":"2330","side":"buy","quantity":1000,"price":"612.0"}')
let sent = 0

/** Makes questions about orders signed by these keys in turn, each one new. */
export function questions(keys: readonly BenchKey[]): () => Buffer {
  return () => {
    sent += 1
    const key = keys[sent % keys.length]
    if (!key) throw new RangeError('no keys')
    const unsigned = { method: 'POST', path: '/v1/orders', query: `client=${sent}`, body: order }
    const { headers, method, path, query } = signAs.signet(unsigned, { ...key, timeMs: Date.now() })
    const more = [
      ['Content-Type', 'application/json'],
      ['User-Agent', 'bench'],
      ['Accept', '*/*'],
    ]
    const bodyBase64 = order.toString('base64')
    const question = { method, path, query, headers: [...headers, ...more], bodyBase64 }
    return Buffer.from(JSON.stringify({ ...question, ip: '203.0.113.7', permission: 'orders.trade' }))
  }
}
