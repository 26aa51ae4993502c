import { setTimeout as pause } from 'node:timers/promises'
import { signAs } from '@/test/sign-as'
import type { verifyClient } from '@/test/verify-client'
import type { SigningKey, UsedKey } from './used-keys'

/** A gateway's `/v1/verify`. */
export type Gateway = Pick<ReturnType<typeof verifyClient>, 'ask'>

let sent = 0

/** What a gateway says to a request that is signed with the key, of which no two are alike: `ok`, or why not. */
export async function codeFor(gateway: Gateway, key: SigningKey): Promise<string> {
  const { accessKey, secret, ip, permission = 'orders.read' } = key
  sent += 1
  const unsigned = { method: 'GET', path: '/orders', query: `n=${sent}`, body: Buffer.alloc(0) }
  const facts = signAs.signet(unsigned, { accessKey, secret, timeMs: Date.now() })
  return (await gateway.ask(facts, { ip, permission })).code
}

/** What it says to a request of the key's session: `ok`, or why the session has ended, as its client is told. */
export async function sessionCodeFor(gateway: Gateway, { token, certificate, ip }: UsedKey): Promise<string> {
  const headers: [string, string][] = [['Authorization', `Bearer ${token}`]]
  const facts = { method: 'GET', path: '/orders', query: '', headers, body: Buffer.alloc(0) }
  const answer = await gateway.ask(facts, { ip, certificate: certificate.der.toString('base64') })
  const { code, reason } = answer.decision === 'deny' ? answer.told.body : {}
  return code === 304 ? String(reason) : answer.code
}

export type Asking = {
  /** The answers to what was sent so far, and when each was sent and answered, by `performance.now()`. */
  answers: { sentAt: number; answeredAt: number; code: string }[]
  stop: () => Promise<void>
}

/** Asks the same again and again. What is not answered at all counts as `no answer`. */
export function keepAsking(ask: () => Promise<string>, everyMilliseconds = 1): Asking {
  const answers: Asking['answers'] = []
  let over = false
  const asking = (async () => {
    while (!over) {
      const sentAt = performance.now()
      const code = await ask().catch(noAnswer)
      answers.push({ sentAt, answeredAt: performance.now(), code })
      await pause(everyMilliseconds)
    }
  })()
  return {
    answers,
    stop: async () => {
      over = true
      await asking
    },
  }
}

/** The status when there is one. */
export function noAnswer(error: unknown): string {
  return /^\d{3}/.exec((error as Error).message)?.[0] ?? 'no answer'
}
