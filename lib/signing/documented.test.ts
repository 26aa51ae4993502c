import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { signAs } from '@/test/sign-as'
import { readRequest } from './read-request'
import { verifySignature } from './verify-signature'

const document = readFileSync('docs/signing.md', 'utf8')
const signer = {
  accessKey: 'sgk_accessKey',
  secret: 'sgs_secret',
  passphrase: 'p',
  timeMs: 1_700_000_000_123,
}
const body = Buffer.alloc(0)

/** What docs/signing.md shows is what clients compute and what is taken. */
describe('the documented example', () => {
  it.each([
    ['signet', { method: 'POST', path: '/v1/orders', query: '', body }],
    ['binance', { method: 'GET', path: '/', query: 'symbol=BTCUSDT', body }],
    ['mexc', { method: 'GET', path: '/', query: 'symbol=BTCUSDT', body }],
    ['okx', { method: 'GET', path: '/api/v5/account/balance', query: 'ccy=BTC', body }],
    ['bybit', { method: 'GET', path: '/', query: 'category=linear', body }],
    ['gate', { method: 'GET', path: '/api/v4/spot/orders', query: 'status=open', body }],
  ] as const)('of %s holds', (dialect, request) => {
    const read = readRequest(signAs[dialect](request, signer))
    if (!read.ok || read.credentials.scheme !== 'signed') throw new Error(JSON.stringify(read))
    const { signature, signedString } = read.credentials
    expect(verifySignature(read.credentials, { kind: 'hmac', secret: Buffer.from(signer.secret) })).toBe(true)
    expect(document).toContain(`\`${signature?.toString(dialect === 'okx' ? 'base64' : 'hex')}\``)
    expect(document.replaceAll('⏎', '\n')).toContain(signedString?.toString())
  })

  it('of basic holds', () => {
    const { headers } = signAs.basic({ method: 'GET', path: '/', query: '', body }, signer)
    expect(document).toContain(`Authorization: ${headers.find(([name]) => name === 'Authorization')?.[1]}`)
  })
})
