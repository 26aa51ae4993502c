import { expect, test } from 'vitest'
import { UsageError } from '../support/usage-error'
import { readOptions } from './options'

const wanted = ['--customer', 'A123456789', '--permissions', 'market.read, orders.read']

test('reads a whole command line', () => {
  const days = ['--from', '2026-12-01', '--until', '2026-12-31']
  const allow = ['--allow', '127.0.0.1,10.0.0.0/8', '--allow', '::1']
  expect(readOptions([...wanted, ...days, ...allow, '--name', 'Bot', '--json'])).toEqual({
    customer: 'A123456789',
    json: true,
    privateKeyPem: null,
    input: {
      ...{ name: 'Bot', permissions: ['market.read', 'orders.read'], dialect: 'signet', kind: 'hmac' },
      ...{ addresses: ['127.0.0.1', '10.0.0.0/8', '::1'], firstDay: '2026-12-01', lastDay: '2026-12-31' },
      ...{ passphrase: null, publicKey: null },
    },
  })
  expect(readOptions([...wanted, '--dialect', 'okx'])?.input.passphrase).toMatch(/^.{17}$/)
  expect(readOptions(['--help'])).toBeNull()
})

test.each([
  [['--customer', 'A123456789'], /^Usage: npm run -s demo:key/],
  [[...wanted, '--dialekt', 'okx'], /^Unknown option '--dialekt'\./],
])('%j is no use of it', (args, sentence) => {
  expect(() => readOptions(args)).toThrow(UsageError)
  expect(() => readOptions(args)).toThrow(sentence)
})

test.each([
  [['--dialect', 'kraken'], /^--dialect: Keys can’t be made in this dialect here/],
  [['--kind', 'rsa'], /^--kind: Choose a key pair or a secret/],
  [['--dialect', 'okx', '--passphrase', 'short'], /^--passphrase: A passphrase has 8 to 32/],
  [['--allow', 'localhost'], /^--allow: /],
  [['--until', 'soon'], /^--until: /],
])('%j is refused', (args, sentence) => {
  expect(() => readOptions([...wanted, ...args])).toThrow(sentence)
})
