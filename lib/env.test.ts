import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { productionEnv } from '@/test/production-env'
import { randomEnv } from '@/test/random-env'
import { EnvError, parseEnv } from './env'

const demo = { ...randomEnv(), DATABASE_URL: 'postgresql://127.0.0.1/signet' }
const production = productionEnv('postgresql://127.0.0.1/signet')

function problemsOf(raw: Record<string, string | undefined>): string[] {
  try {
    parseEnv(raw)
    return []
  } catch (error) {
    if (error instanceof EnvError) return error.problems
    throw error
  }
}

test('a complete environment is taken, with defaults for the rest', () => {
  expect(parseEnv(demo)).toMatchObject({ PORT: 3000, SIGNET_TIME_ZONE: 'Asia/Taipei', TRUSTED_PROXY_HOPS: 0 })
  expect(parseEnv(production)).toMatchObject({
    SIGNET_MODE: 'production',
    SIGNET_ORIGIN: 'https://keys.example',
  })
})

test('everything that production misses is named at once', () => {
  const named = problemsOf({ SIGNET_MODE: 'production' }).map((problem) => problem.split(' ')[0])
  expect(named.sort()).toEqual(
    [
      'DATABASE_URL',
      'SIGNET_ORIGIN',
      'SIGNET_VAULT_KEYS',
      'SIGNET_INDEX_KEYS',
      'SIGNET_HASH_KEY',
      'SIGNET_AUDIT_KEY',
      'SIGNET_CA_PASSPHRASE',
      'AUTH_SECRET',
      'PKI_URL',
      'GATEWAY_ORIGIN',
      'TRUSTED_PROXY_HOPS',
      'GATEWAY_TLS_CERT',
      'GATEWAY_TLS_KEY',
      'SMTP_URL',
      'MAIL_FROM',
      'SMS_WEBHOOK_URL',
    ].sort(),
  )
})

test('what is missing, weak and out of place is named together, one line each', () => {
  const problems = problemsOf({
    ...production,
    AUTH_SECRET: undefined,
    SIGNET_HASH_KEY: 'c2hvcnQ=',
    SIGNET_ORIGIN: 'http://keys.example',
    SIGNET_TIME_ZONE: 'Asia/Nowhere',
  })
  expect(problems.sort()).toEqual([
    'AUTH_SECRET is missing',
    expect.stringMatching(/^SIGNET_HASH_KEY is weak/),
    expect.stringMatching(/^SIGNET_ORIGIN must begin with https/),
    expect.stringMatching(/^SIGNET_TIME_ZONE must be a time zone/),
  ])
})

const zeros = Buffer.alloc(32).toString('base64')
const otherKey = randomBytes(32).toString('base64')

describe.each([
  ['an unknown mode', demo, { SIGNET_MODE: 'staging' }, /^SIGNET_MODE must be "production" or "demo"/],
  [
    'another database',
    demo,
    { DATABASE_URL: 'mysql://127.0.0.1/signet' },
    /^DATABASE_URL must be a postgresql/,
  ],
  ['a port that is no number', demo, { PORT: 'http' }, /^PORT must be a whole number from 1 to 65535/],
  ['a port too high', demo, { PORT: '65536' }, /^PORT must be/],
  ['port 0', demo, { PORT: '0' }, /^PORT must be/],
  ['half a hop', demo, { TRUSTED_PROXY_HOPS: '1.5' }, /^TRUSTED_PROXY_HOPS must be/],
  ['an origin that is no URL', demo, { SIGNET_ORIGIN: 'keys.example' }, /^SIGNET_ORIGIN must be the URL/],
  ['an unknown log level', demo, { LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be/],
  ['a key of zeros', demo, { SIGNET_AUDIT_KEY: zeros }, /^SIGNET_AUDIT_KEY is weak/],
  [
    'vault keys without version',
    demo,
    { SIGNET_VAULT_KEYS: randomEnv().AUTH_SECRET },
    /^SIGNET_VAULT_KEYS wants/,
  ],
  [
    'a weak second vault key',
    demo,
    { SIGNET_VAULT_KEYS: `${demo.SIGNET_VAULT_KEYS},2:${zeros}` },
    /^SIGNET_VAULT/,
  ],
  [
    'a version that a sealed value has no room for',
    demo,
    { SIGNET_VAULT_KEYS: `${demo.SIGNET_VAULT_KEYS},65536:${otherKey}` },
    /^SIGNET_VAULT_KEYS has a version above 65535/,
  ],
  [
    'one version twice',
    demo,
    { SIGNET_INDEX_KEYS: `${demo.SIGNET_INDEX_KEYS},01:${otherKey}` },
    /^SIGNET_INDEX_KEYS has version 1 twice/,
  ],
  ['one passphrase letter', demo, { SIGNET_CA_PASSPHRASE: 'a'.repeat(40) }, /^SIGNET_CA_PASSPHRASE is weak/],
  ['a secret used twice', demo, { SIGNET_AUDIT_KEY: demo.SIGNET_HASH_KEY }, /^SIGNET_AUDIT_KEY is the same/],
  [
    'vault key as index key',
    demo,
    { SIGNET_INDEX_KEYS: demo.SIGNET_VAULT_KEYS },
    /^SIGNET_INDEX_KEYS is the same/,
  ],
  ['a webhook unsigned', demo, { SMS_WEBHOOK_URL: 'https://sms.example' }, /^SMS_WEBHOOK_SECRET is missing/],
  [
    'plain HTTP',
    production,
    { SIGNET_ORIGIN: 'http://keys.example' },
    /^SIGNET_ORIGIN must begin with https/,
  ],
  ['no proxy in production', production, { TRUSTED_PROXY_HOPS: '0' }, /^TRUSTED_PROXY_HOPS can't be 0/],
  ['a secret file that is not there', demo, { AUTH_SECRET_FILE: '/nowhere/x' }, /^AUTH_SECRET can't be read/],
] as const)('%s', (_what, environment, wrong, sentence) => {
  test('is refused in one sentence', () => {
    expect(problemsOf({ ...environment, ...wrong })).toEqual([expect.stringMatching(sentence)])
  })
})

test('the highest of several versions writes', () => {
  const raw = { ...demo, SIGNET_VAULT_KEYS: `65535:${otherKey},${demo.SIGNET_VAULT_KEYS}` }
  const { current, byVersion } = parseEnv(raw).SIGNET_VAULT_KEYS
  expect(current).toBe(65_535)
  expect([...byVersion.keys()].sort()).toEqual([1, 65_535])
})

test('a secret may come from a file, which goes first', () => {
  const file = join(tmpdir(), `signet-secret-${process.pid}`)
  writeFileSync(file, `${randomEnv().SIGNET_CA_PASSPHRASE}\n`)
  expect(parseEnv({ ...demo, SIGNET_CA_PASSPHRASE: 'weak', SIGNET_CA_PASSPHRASE_FILE: file })).toBeTruthy()
})

test('no problem quotes a secret', () => {
  const secret = 'hunter2hunter2'
  const problems = problemsOf({
    ...demo,
    AUTH_SECRET: secret,
    SIGNET_CA_PASSPHRASE: secret,
    DATABASE_URL: secret,
  })
  expect(problems).toHaveLength(3)
  expect(problems.join()).not.toContain(secret)
})

test.each([
  [{ UPSTREAM_URL: 'ftp://api.internal' }, 'UPSTREAM_URL must be an http(s):// URL'],
  [
    { UPSTREAM_URL: 'http://api.internal/v1' },
    'UPSTREAM_URL must be a scheme, a host and a port: the path that was signed is the one that is passed on',
  ],
  [
    { UPSTREAM_TIMEOUT_SECONDS: '0' },
    'UPSTREAM_TIMEOUT_SECONDS must be a whole number of seconds from 1 to 3600',
  ],
  [{ FORWARD_AUTH: 'haproxy' }, 'FORWARD_AUTH must be nginx, caddy, traefik, envoy, envoy-with-body'],
  [{ TRUSTED_PROXIES: '10.0.0.1, nginx' }, 'TRUSTED_PROXIES names nginx, which is no address and no network'],
  [
    { TRUSTED_PROXIES: '10.0.0.1/8' },
    'TRUSTED_PROXIES names 10.0.0.1/8, which is no address and no network, did you mean 10.0.0.0/8?',
  ],
  [
    { CLIENT_CERT_HEADER: 'X-Cert: a', TRUSTED_PROXIES: '10.0.0.1' },
    'CLIENT_CERT_HEADER must be the name of a header, such as X-Client-Cert',
  ],
  [
    { CLIENT_CERT_HEADER: 'X-Client-Cert' },
    'TRUSTED_PROXIES is missing: CLIENT_CERT_HEADER is believed of them alone',
  ],
  [{ PORT: '4000' }, 'GATEWAY_PORT is the same as PORT: each listener needs a port of its own'],
  [
    { PKI_PORT: '4001' },
    'PKI_PORT is the same as GATEWAY_INTERNAL_PORT: each listener needs a port of its own',
  ],
  [{ GATEWAY_TLS_CERT: 'a.pem' }, 'GATEWAY_TLS_KEY is missing: a certificate and its key go together'],
  [{ GATEWAY_TLS_KEY: 'a.pem' }, 'GATEWAY_TLS_CERT is missing: a certificate and its key go together'],
])('the settings of the gateway fit together: %j', (settings, problem) => {
  expect(problemsOf({ ...demo, ...settings })).toEqual([problem])
})
