import { z } from 'zod'
import type { PathProblem } from '@/lib/pki/path-problem'

/** What a test can find wrong with one certificate and its key, the gravest first. */
export type KeyProblem = 'wrong_key' | 'revoked' | 'expired' | 'not_yet_valid' | 'pending' | PathProblem

/** One key of the browser, and what is wrong with it; nothing when it is in order. */
export type KeyFinding = { serialNumber: string; problems: KeyProblem[] }

/** What a test says in one word. */
export type Verdict = 'ok' | 'clock_off' | 'no_key_here' | 'store_unreadable' | KeyProblem

/** What a browser signs in a test. */
export type SelfTestStart = {
  id: string
  purpose: 'self-test'
  origin: string
  /** base64url */
  nonce: string
  /** ISO 8601 */
  expiresAt: string
  /** base64url */
  digest: string
  /** Whose keys are meant; opaque. */
  accountId: string
}

export type SelfTestResult = {
  verdict: Verdict
  /** For support. */
  code: string
  /** How far the browser's clock is ahead; negative when behind. */
  skewSeconds: number
  findings: KeyFinding[]
}

const mostKeys = 20

/** `serial number:signature` (hex, base64url), one for each key of the browser. */
const signatures = z
  .string()
  .max(10_000, 'invalid_input')
  .regex(/^$|^[0-9a-f]{1,40}:[\w-]{1,200}(,[0-9a-f]{1,40}:[\w-]{1,200})*$/, 'invalid_input')
  .transform((text) =>
    text === ''
      ? []
      : text.split(',').map((one) => {
          const [serialNumber = '', signature = ''] = one.split(':')
          return { serialNumber, signature }
        }),
  )
  .refine((list) => list.length <= mostKeys, 'invalid_input')

export const startSelfTestSchema = z.object({})

export const finishSelfTestSchema = z.object({
  id: z.uuid('not_found'),
  /** What the browser's clock shows. */
  browserTime: z.iso.datetime('invalid_input').transform((text) => new Date(text)),
  /** Whether the browser lets its stored keys be read. */
  store: z.enum(['readable', 'unreadable'], 'invalid_input'),
  signatures,
})
export type FinishSelfTestInput = z.output<typeof finishSelfTestSchema>
