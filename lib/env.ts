/** The one reader of `process.env`. Not `server-only`: the server shell and the scripts read it outside Next. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { proxyProblems, proxySettings } from './proxy-settings'

/** `1:base64,2:base64`: every version that can still be read; the highest one writes. */
export type VersionedKeys = { current: number; byVersion: ReadonlyMap<number, Buffer> }

const key32 = z.string().transform((text, ctx) => {
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length >= 32 && new Set(bytes).size > 8) return bytes
  ctx.addIssue({
    code: 'custom',
    message: 'is weak: give 32 random bytes in base64 (openssl rand -base64 32)',
  })
  return z.NEVER
})

/** What a sealed value has room for: its version stands in two bytes. */
const highestVersion = 65_535

const versionedKeys = z.string().transform((text, ctx): VersionedKeys => {
  const byVersion = new Map<number, Buffer>()
  for (const part of text.split(',')) {
    const match = /^\s*(\d+):(.+?)\s*$/.exec(part)
    const parsed = match ? key32.safeParse(match[2]) : undefined
    if (!match || !parsed?.success || parsed.data.length !== 32) {
      ctx.addIssue({
        code: 'custom',
        message:
          'wants "1:<32 random bytes in base64>", more versions after commas (openssl rand -base64 32)',
      })
      return z.NEVER
    }
    const version = Number(match[1])
    if (version > highestVersion || byVersion.has(version)) {
      ctx.addIssue({
        code: 'custom',
        message:
          version > highestVersion
            ? `has a version above ${highestVersion}: number them from 1`
            : `has version ${version} twice: give each key a version of its own`,
      })
      return z.NEVER
    }
    byVersion.set(version, parsed.data)
  }
  return { current: Math.max(...byVersion.keys()), byVersion }
})

const whole = (minimum: number, maximum: number) =>
  z.coerce
    .number({ error: `must be a whole number from ${minimum} to ${maximum}` })
    .refine((value) => Number.isInteger(value) && value >= minimum && value <= maximum, {
      error: `must be a whole number from ${minimum} to ${maximum}`,
    })

/** What locks a key file: long and mixed enough not to be guessed. */
export const passphrase = z
  .string()
  .refine(
    (text) => text.length >= 16 && new Set(text).size > 8,
    'is weak: at least 16 characters, more than 8 different',
  )

const webUrl = (protocol: RegExp, error: string) => z.url({ protocol, error })

const envSchema = z.object({
  SIGNET_MODE: z.enum(['demo', 'production'], { error: 'must be "production" or "demo"' }),
  DATABASE_URL: webUrl(/^postgres(ql)?$/, 'must be a postgresql:// URL'),
  DATABASE_POOL: whole(1, 200).default(10),
  SIGNET_ORIGIN: webUrl(
    /^https?$/,
    'must be the URL that customers open, such as https://keys.example',
  ).transform((url) => new URL(url).origin),
  /** Base of the URLs in certificates (CRL, OCSP, issuer); plain HTTP, RFC 5280 4.2.1.13. */
  PKI_URL: webUrl(/^http$/, 'must be an http:// URL').default('http://localhost:4080'),
  /** Where customers' programs sign in; shown to them, never called from here. */
  GATEWAY_ORIGIN: webUrl(
    /^https$/,
    'must be the https:// URL that customers’ programs call, such as https://api.example',
  )
    .default('https://localhost:4000')
    .transform((url) => new URL(url).origin),
  PORT: whole(1, 65_535).default(3000),
  /** Where the gateway listens: TLS, plain HTTP for what certificates point to, and on loopback for the operator. */
  GATEWAY_PORT: whole(1, 65_535).default(4000),
  PKI_PORT: whole(1, 65_535).default(4080),
  GATEWAY_INTERNAL_PORT: whole(1, 65_535).default(4001),
  /** PEM files: the gateway's certificate with its issuers, and its private key. The demo makes its own. */
  GATEWAY_TLS_CERT: z.string().optional(),
  GATEWAY_TLS_KEY: z.string().optional(),
  /** Which keys this installation's gateway takes. */
  SIGNET_ENVIRONMENT: z
    .string()
    .regex(/^[a-z]{1,20}$/, 'must be a word such as live or paper')
    .default('live'),
  /** How many keys, and how many sessions and certificates each, a gateway remembers at most; about 1 kB a key. */
  GATEWAY_CACHE_ENTRIES: whole(100, 10_000_000).default(100_000),
  METRICS_TOKEN: passphrase.optional(),
  /** Through which gateways share what they count; without it each counts for itself. */
  REDIS_URL: webUrl(/^rediss?$/, 'must be a redis:// or rediss:// URL').optional(),
  ...proxySettings,
  /** The trading API that the demo brings, on loopback. */
  DEMO_UPSTREAM_PORT: whole(1, 65_535).default(4002),
  HOST: z.string().optional(),
  TRUSTED_PROXY_HOPS: whole(0, 10).default(0),
  SIGNET_TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'must be a time zone such as Asia/Taipei')
    .default('Asia/Taipei'),
  SIGNET_DATA_DIR: z
    .string()
    .default('.data')
    .transform((folder) => resolve(folder)),
  SIGNET_VAULT_KEYS: versionedKeys,
  SIGNET_INDEX_KEYS: versionedKeys,
  SIGNET_HASH_KEY: key32,
  SIGNET_AUDIT_KEY: key32,
  SIGNET_CA_PASSPHRASE: passphrase,
  /** The library of the device that has the issuing CA's key, and what opens its token; neither for a key in a file. */
  SIGNET_PKCS11_MODULE: z.string().optional(),
  SIGNET_PKCS11_PIN: z.string().optional(),
  AUTH_SECRET: key32.transform((bytes) => bytes.toString('base64')),
  SMTP_URL: webUrl(/^smtps?$/, 'must be an smtp:// or smtps:// URL').optional(),
  MAIL_FROM: z.string().default('Signet <no-reply@localhost>'),
  SMS_WEBHOOK_URL: webUrl(/^https?$/, 'must be an http(s):// URL').optional(),
  SMS_WEBHOOK_SECRET: passphrase.optional(),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], {
      error: 'must be debug, info, warn, error or silent',
    })
    .default('info'),
})

export type Env = z.output<typeof envSchema>

type Values = Partial<Record<string, string>>

/** What has no safe default once real customers use it. */
const neededInProduction: Record<string, string> = {
  PKI_URL: 'the address that certificates name for their revocation lists',
  GATEWAY_ORIGIN: 'the address that customers’ programs sign in at',
  TRUSTED_PROXY_HOPS: 'how many proxies stand in front, the one that ends TLS among them; usually 1',
  GATEWAY_TLS_CERT: 'the PEM file with the certificate that the gateway shows, its issuers below it',
  GATEWAY_TLS_KEY: 'the PEM file with the private key of GATEWAY_TLS_CERT',
  SMTP_URL: 'e-mail carries one-time passwords and notices',
  MAIL_FROM: 'the sender of e-mail',
  SMS_WEBHOOK_URL: 'SMS carries one-time passwords',
}

/** Each listener's port, with what it is when nothing is set. */
const ports = { PORT: 3000, GATEWAY_PORT: 4000, GATEWAY_INTERNAL_PORT: 4001, PKI_PORT: 4080 }
const demoPorts = { DEMO_UPSTREAM_PORT: 4002 }

const secrets = [
  'SIGNET_VAULT_KEYS',
  'SIGNET_INDEX_KEYS',
  'SIGNET_HASH_KEY',
  'SIGNET_AUDIT_KEY',
  'AUTH_SECRET',
]

/** The rules between settings. Apart from the schema, which would not reach them while a single field is wrong. */
function problemsBetween(values: Values): string[] {
  const problems: string[] = []
  if (values.SMS_WEBHOOK_URL && !values.SMS_WEBHOOK_SECRET)
    problems.push('SMS_WEBHOOK_SECRET is missing: it signs the webhook')
  for (const [at, name] of secrets.entries())
    if (values[name] && secrets.slice(0, at).some((other) => bare(values[other]) === bare(values[name])))
      problems.push(`${name} is the same as another secret: each needs its own`)
  if (Boolean(values.GATEWAY_TLS_CERT) !== Boolean(values.GATEWAY_TLS_KEY))
    problems.push(
      `${values.GATEWAY_TLS_CERT ? 'GATEWAY_TLS_KEY' : 'GATEWAY_TLS_CERT'} is missing: a certificate and its key go together`,
    )
  problems.push(...proxyProblems(values))
  const used = { ...ports, ...(values.SIGNET_MODE === 'demo' && demoPorts) }
  const taken = Object.entries(used).map(([name, usual]) => [name, Number(values[name] ?? usual)] as const)
  for (const [at, [name, port]] of taken.entries()) {
    const other = taken.slice(0, at).find(([, earlier]) => earlier === port)
    if (other) problems.push(`${name} is the same as ${other[0]}: each listener needs a port of its own`)
  }
  if (values.SIGNET_MODE !== 'production') return problems
  if (values.SIGNET_ORIGIN && !/^https:/i.test(values.SIGNET_ORIGIN))
    problems.push('SIGNET_ORIGIN must begin with https:// in production')
  for (const [name, why] of Object.entries(neededInProduction))
    if (!values[name]) problems.push(`${name} is missing: ${why}`)
  if (values.TRUSTED_PROXY_HOPS === '0')
    problems.push(`TRUSTED_PROXY_HOPS can't be 0 in production: ${neededInProduction.TRUSTED_PROXY_HOPS}`)
  return problems
}

const bare = (secret: string | undefined) => secret?.replace(/^\d+:/, '')

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** A missing or weak setting. `problems` names every one of them at once. */
export class EnvError extends Error {
  constructor(readonly problems: string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.name = 'EnvError'
  }
}

/** Parses a raw environment; every `X_FILE` is read into `X` first. @throws EnvError naming every problem */
export function parseEnv(raw: Values): Env {
  const values: Values = {}
  const problems = new Map<string, string>()
  const note = (problem: string) => {
    const name = problem.split(' ')[0] ?? ''
    if (!problems.has(name)) problems.set(name, problem)
  }
  for (const name of Object.keys(envSchema.shape)) {
    if (raw[name]) values[name] = raw[name]
    const file = raw[`${name}_FILE`]
    if (!file) continue
    try {
      values[name] = readFileSync(file, 'utf8').trim()
    } catch {
      note(`${name} can't be read: ${name}_FILE names ${file}`)
    }
  }
  const parsed = envSchema.safeParse(values)
  for (const { path, code, message } of parsed.error?.issues ?? []) {
    const name = String(path[0])
    note(code === 'invalid_type' && !values[name] ? `${name} is missing` : `${name} ${message}`)
  }
  problemsBetween(values).forEach(note)
  if (problems.size > 0 || !parsed.success) throw new EnvError([...problems.values()])
  return parsed.data
}

let cached: Env | undefined

/** The process's settings, parsed at first use so that a build needs none. @throws EnvError */
export function env(): Env {
  cached ??= parseEnv(process.env)
  return cached
}
