/** The one reader of `process.env`. Not `server-only`: the server shell and the scripts read it outside Next. */
import { readFileSync } from 'node:fs'
import { z } from 'zod'

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
    byVersion.set(Number(match[1]), parsed.data)
  }
  return { current: Math.max(...byVersion.keys()), byVersion }
})

const port = z.coerce.number().int().min(0).max(65535)

const envSchema = z
  .object({
    SIGNET_MODE: z.enum(['demo', 'production'], { error: 'must be "production" or "demo"' }),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// URL' }),
    DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
    SIGNET_ORIGIN: z
      .url({
        protocol: /^https?$/,
        error: 'must be the URL that customers open, such as https://keys.example',
      })
      .transform((url) => new URL(url).origin),
    /** Base of the URLs in certificates (CRL, OCSP, issuer); plain HTTP, RFC 5280 4.2.1.13. */
    PKI_URL: z.url({ protocol: /^http$/, error: 'must be an http:// URL' }).default('http://localhost:4080'),
    PORT: port.default(3000),
    HOST: z.string().optional(),
    TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(10).default(0),
    SIGNET_TIME_ZONE: z.string().default('Asia/Taipei'),
    SIGNET_DATA_DIR: z.string().default('.data'),
    SIGNET_VAULT_KEYS: versionedKeys,
    SIGNET_INDEX_KEYS: versionedKeys,
    SIGNET_HASH_KEY: key32,
    SIGNET_AUDIT_KEY: key32,
    SIGNET_CA_PASSPHRASE: z.string().min(16, 'is weak: at least 16 characters'),
    AUTH_SECRET: key32.transform((bytes) => bytes.toString('base64')),
    SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// URL' }).optional(),
    MAIL_FROM: z.string().default('Signet <no-reply@localhost>'),
    SMS_WEBHOOK_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s):// URL' }).optional(),
    SMS_WEBHOOK_SECRET: z.string().min(16, 'is weak: at least 16 characters').optional(),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  })
  .superRefine((env, ctx) => {
    const refuse = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message })
    if (env.SMS_WEBHOOK_URL && !env.SMS_WEBHOOK_SECRET)
      refuse('SMS_WEBHOOK_SECRET', 'is missing: it signs the webhook')
    if (env.SIGNET_MODE === 'demo') return
    if (!env.SIGNET_ORIGIN.startsWith('https:'))
      refuse('SIGNET_ORIGIN', 'must begin with https:// in production')
    if (!env.SMTP_URL) refuse('SMTP_URL', 'is missing: e-mail carries one-time passwords and notices')
    if (!env.SMS_WEBHOOK_URL) refuse('SMS_WEBHOOK_URL', 'is missing: SMS carries one-time passwords')
  })

export type Env = z.output<typeof envSchema>

/** A missing or weak setting. `problems` names every one of them at once. */
export class EnvError extends Error {
  constructor(readonly problems: string[]) {
    super(`The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.name = 'EnvError'
  }
}

/** Parses a raw environment; every `X_FILE` is read into `X` first. @throws EnvError naming every problem */
export function parseEnv(raw: Record<string, string | undefined>): Env {
  const values: Record<string, string> = {}
  const problems: string[] = []
  for (const name of Object.keys(envSchema.shape)) {
    if (raw[name]) values[name] = raw[name]
    const file = raw[`${name}_FILE`]
    if (!file) continue
    try {
      values[name] = readFileSync(file, 'utf8').trim()
    } catch {
      problems.push(`${name}_FILE names a file that can't be read: ${file}`)
    }
  }
  const parsed = envSchema.safeParse(values)
  if (!parsed.success) {
    for (const { path, code, message } of parsed.error.issues) {
      const name = String(path[0])
      if (problems.some((problem) => problem.startsWith(name))) continue
      problems.push(
        code === 'invalid_type' && !(name in values) ? `${name} is missing` : `${name} ${message}`,
      )
    }
  }
  if (problems.length > 0 || !parsed.success) throw new EnvError(problems)
  return parsed.data
}

let cached: Env | undefined

/** The process's settings, parsed at first use so that a build needs none. @throws EnvError */
export function env(): Env {
  cached ??= parseEnv(process.env)
  return cached
}
