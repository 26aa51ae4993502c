import { z } from 'zod'
import { keyDialects } from '@/lib/signing/dialects'

/** What a deployment allows and demands. A source product is one value of this, never a branch in code. */
export const policySchema = z.object({
  id: z.string(),
  /** How an ID number is checked: named formats with a check digit, or a plain pattern. */
  identifier: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('taiwan') }),
    z.object({ kind: z.literal('pattern'), pattern: z.string(), example: z.string() }),
  ]),
  certificate: z.object({
    validityDays: z.number().int().positive(),
    /** Days before the end from which it can be renewed, and the page calls it expiring. */
    renewalWindowDays: z.number().int().positive(),
    /** Days for which a certificate that was renewed works beside the new one. */
    overlapDays: z.number().int().nonnegative(),
    /** How many days before the end the holder is reminded by e-mail. */
    reminderDays: z.array(z.number().int().positive()),
    maxLive: z.number().int().positive(),
    applicationsPerDay: z.number().int().positive(),
    applicationsPerYear: z.number().int().positive(),
    /** What the exported file's password is unless the customer chooses another. */
    defaultExportPassword: z.enum(['loginId', 'none']),
  }),
  /** Acts for which a usable certificate is demanded. */
  certificateFor: z.array(z.enum(['createKey', 'login', 'everyRequest'])),
  /** In which a request may be signed and a key made, in the order offered. */
  dialects: z.array(z.enum(keyDialects)).min(1),
  /** Which signed requests are refused when they come again; those of `signet` always are. */
  replay: z.enum(['off', 'writes', 'all']),
  limits: z.object({
    /** What an address may fail to prove before it is not looked at any more. */
    addressFailuresPerMinute: z.number().int().positive().max(60_000),
    keyRequestsPerMinute: z.number().int().positive(),
  }),
  /** What an API login without a key may. */
  accountPermissions: z.array(z.string()),
  /** Logins of the API: their limits, and what ends them. */
  apiSessions: z.object({
    idleMinutes: z.number().int().positive(),
    absoluteHours: z.number().int().positive(),
    endOnPasswordChange: z.boolean(),
    /** Live at once of one key, or of one customer without a key: one more ends the one that was used longest ago. */
    maxLive: z.number().int().positive(),
  }),
  otpChannels: z.array(z.enum(['sms', 'email'])).min(1),
  maxActiveKeys: z.number().int().positive(),
  maxAddressesPerKey: z.number().int().positive(),
  /** What is kept of the use of keys, and what of it is pointed out. */
  usage: z.object({
    /** How long counts by the hour, and single refusals, are kept. */
    hoursKeptDays: z.number().int().min(90),
    refusalsKeptDays: z.number().int().positive(),
    /** After how long a key that nobody uses is pointed out. */
    unusedAfterDays: z.number().int().positive(),
    unusual: z.object({
      /** So many refusals of one key within an hour by the clock are told. */
      refusalsPerHour: z.number().int().positive(),
      /** How long after telling a customer of a key the same is not told again. */
      tellAgainMinutes: z.number().int().min(60),
    }),
  }),
  /** In the order shown. Labels and sentences are messages `permissions.<id>`. */
  permissions: z.array(
    z.object({
      id: z.string(),
      group: z.string(),
      risk: z.enum(['low', 'high', 'highest']),
      /** Refused without an address allowlist. */
      needsAllowlist: z.boolean(),
    }),
  ),
  permissionPresets: z.array(z.object({ id: z.string(), permissions: z.array(z.string()).min(1) })),
})

export type Policy = z.output<typeof policySchema>
