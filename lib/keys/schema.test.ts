import { describe, expect, it } from 'vitest'
import { createKeySchema, deleteKeySchema, listKeysSchema, updateKeySchema } from './schema'

const right = { name: 'Rebalancer', permissions: ['market.read'], addresses: '', firstDay: '', lastDay: '' }
const id = '0199c000-0000-7000-8000-000000000000'

function codes(input: Record<string, unknown>): Record<string, string> {
  const result = createKeySchema.safeParse(input)
  if (result.success) return {}
  return Object.fromEntries(result.error.issues.map(({ path, message }) => [String(path[0]), message]))
}

describe('createKeySchema', () => {
  it('reads a form', () => {
    const input = {
      name: '  Cafe\u0301 ',
      permissions: ['orders.read', 'market.read', 'orders.read'],
      addresses: '2001:DB8::1,\r\n198.51.100.0/24',
      firstDay: '2026-12-01',
      lastDay: '2026-12-01',
    }
    expect(createKeySchema.parse(input)).toEqual({
      name: 'Caf\u00e9',
      permissions: ['market.read', 'orders.read'],
      addresses: ['2001:db8::1', '198.51.100.0/24'],
      firstDay: '2026-12-01',
      lastDay: '2026-12-01',
      dialect: 'signet',
      kind: 'hmac',
      passphrase: null,
      publicKey: null,
    })
  })

  const passphrase = 'Open5esame!'
  const point = 'k0BUni0p0vZG1BdpVjS6ogBJ7kxm630AJ2dN+tuputA='
  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['the kind that a dialect is used with', { dialect: 'basic' }, { dialect: 'basic', kind: 'hashed' }],
    ['a passphrase only where one is sent', { dialect: 'bybit', passphrase }, { passphrase: null }],
    ['it as it is', { dialect: 'okx', passphrase }, { kind: 'hmac', passphrase }],
    ['a public key only of a pair', { kind: 'hmac', publicKey: point }, { publicKey: null }],
    ['nor looks at it otherwise', { kind: '', publicKey: 'nonsense' }, { kind: 'hmac', publicKey: null }],
  ])('takes %s', (_what, change, expected) => {
    expect(createKeySchema.parse({ ...right, ...change })).toMatchObject(expected)
  })
  it.each([
    ['', 'public_key_required'],
    ['nonsense', 'public_key_malformed'],
  ])('refuses the public key "%s"', (publicKey, code) => {
    expect(codes({ ...right, kind: 'ed25519', publicKey })).toEqual({ publicKey: code })
  })
  it.each([
    '',
    'Sh0rt!!',
    'Open5esame! x',
    'nodigits!A',
    'NOLOWER5!',
    'noupper5!',
    'NoSigns55',
    `Aa5!${'x'.repeat(29)}`,
  ])('refuses the passphrase "%s"', (text) => {
    expect(codes({ ...right, dialect: 'okx', passphrase: text })).toEqual({
      passphrase: 'passphrase_malformed',
    })
  })
  it.each([
    [{ dialect: 'kraken' }, { dialect: 'dialect_unknown' }],
    [{ dialect: 'session' }, { dialect: 'dialect_unknown' }],
    [{ kind: 'rsa' }, { kind: 'kind_unknown' }],
  ])('refuses %j', (change, expected) => {
    expect(codes({ ...right, ...change })).toEqual(expected)
  })

  it('takes blank addresses and days for no control', () => {
    expect(createKeySchema.parse(right)).toMatchObject({ addresses: [], firstDay: null, lastDay: null })
  })

  it.each<[string, Record<string, unknown>, Record<string, string>]>([
    ['no name', { name: ' ' }, { name: 'key_name_blank' }],
    ['a name that nobody can see', { name: '\u200b\u2060' }, { name: 'key_name_blank' }],
    ['a name of 200', { name: 'x'.repeat(200) }, { name: 'key_name_too_long' }],
    ['a name of 65', { name: '名'.repeat(65) }, { name: 'key_name_too_long' }],
    ['a name of 64 signs outside the base plane', { name: '🗝'.repeat(64) }, {}],
    ['a line in a name', { name: 'a\nb' }, { name: 'key_name_control' }],
    ['a NUL in a name', { name: 'a\0b' }, { name: 'key_name_control' }],
    ['an escape in a name', { name: 'a\u001bb' }, { name: 'key_name_control' }],
    ['turned text in a name', { name: 'a\u202eb' }, { name: 'key_name_control' }],
    ['half a character in a name', { name: 'a\ud800' }, { name: 'key_name_control' }],
    ['markup in a name is text', { name: '<script>' }, {}],
    ['a name twice', { name: ['a', 'b'] }, { name: 'field_missing' }],
    ['no permission', { permissions: undefined }, { permissions: 'permission_required' }],
    ['no permission ticked', { permissions: [] }, { permissions: 'permission_required' }],
    ['no addresses field', { addresses: undefined }, { addresses: 'field_missing' }],
    ['a list of nothing', { addresses: ', ,' }, { addresses: 'addresses_empty' }],
    ['only spaces', { addresses: ' ' }, { addresses: 'addresses_empty' }],
    ['addresses twice', { addresses: ['8.8.8.8', ''] }, { addresses: 'field_missing' }],
    ['only a new line', { addresses: '\r\n' }, { addresses: 'addresses_empty' }],
    ['a bad one among good ones', { addresses: '8.8.8.8 1.2.3' }, { addresses: 'address_incomplete' }],
    ['host bits', { addresses: '10.0.0.1/8' }, { addresses: 'address_host_bits' }],
    ['a duplicate', { addresses: '8.8.8.8,8.8.8.8' }, { addresses: 'address_duplicate' }],
    ['everything', { addresses: '0.0.0.0/0' }, {}],
    ['no first day field', { firstDay: undefined }, { firstDay: 'field_missing' }],
    ['no last day field', { lastDay: undefined }, { lastDay: 'field_missing' }],
    ['a day that is none', { lastDay: '2026-02-30' }, { lastDay: 'day_malformed' }],
    [
      'a day of spaces',
      { firstDay: '\u3000', lastDay: ' ' },
      { firstDay: 'day_malformed', lastDay: 'day_malformed' },
    ],
    [
      'last before first',
      { firstDay: '2026-12-02', lastDay: '2026-12-01' },
      { lastDay: 'last_day_before_first' },
    ],
    [
      'everything wrong at once',
      { name: '', permissions: [], addresses: ',', firstDay: 'x', lastDay: 'y' },
      {
        name: 'key_name_blank',
        permissions: 'permission_required',
        addresses: 'addresses_empty',
        firstDay: 'day_malformed',
        lastDay: 'day_malformed',
      },
    ],
  ])('%s', (_name, change, expected) => {
    expect(codes({ ...right, ...change })).toEqual(expected)
  })
})

describe('the other forms', () => {
  it('takes "anywhere" as confirmed only for yes', () => {
    const form = { ...right, id, revision: '3' }
    expect(updateKeySchema.parse(form)).toMatchObject({ id, revision: 3, confirmAnywhere: false })
    expect(updateKeySchema.parse({ ...form, confirmAnywhere: 'yes' }).confirmAnywhere).toBe(true)
    expect(updateKeySchema.safeParse({ ...form, confirmAnywhere: 'on' }).success).toBe(false)
  })

  it('turns what cannot be an id or revision into one that nobody has', () => {
    const form = { ...right, id: "' OR 1=1", revision: 'x' }
    expect(updateKeySchema.parse(form)).toMatchObject({ id: expect.stringMatching(/^0{8}-/), revision: 0 })
    expect(updateKeySchema.parse({ ...form, id: id.toUpperCase() }).id).toBe(id)
    expect(deleteKeySchema.parse({ typedName: ' a ' })).toMatchObject({ typedName: 'a' })
  })

  it('leaves out what the list page cannot read', () => {
    expect(listKeysSchema.parse({ search: 7, state: 'x', after: 'y' })).toEqual({
      search: '',
      state: null,
      after: null,
    })
    // PostgreSQL has no text with a zero byte: it would answer with an error.
    expect(listKeysSchema.parse({ search: 'a\0b' })).toMatchObject({ search: '' })
  })
})
