import 'server-only'
import { setTimeout } from 'node:timers/promises'
import type { AnonymousActor } from '@/lib/access/actor'
import { recordEvent } from '@/lib/audit/record-event'
import { database, type Tx } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { AppError, fieldError } from '@/lib/errors'
import { findByNationalId } from './find-by-national-id'
import { parseLoginId } from './parse-login-id'
import { verifyPassword } from './password-hash'
import { recordSignInFailure } from './record-sign-in-failure'
import type { SignInInput } from './schema'
import { refusalMs } from './sign-in-times'
import { countWay } from './sign-in-way'

/** The certificate that the connection was opened with: its private key was proved. */
type Proved = { thumbprint: Uint8Array; customerId: string }

/**
 * ID and password of a client that has proved to hold the customer's certificate. Tries count for the certificate, so
 * nobody without it can slow its holder down. An unknown ID, another's and a wrong password get the same answer for
 * the same work; an account without a password yet has none that is right.
 * @param admit lets them in, in the transaction that takes the count back
 * @throws AppError `id_malformed`, `credentials_refused`, `sign_in_throttled` {seconds, minutes}; with everything
 *   right `customer_suspended`, and what `admit` throws
 */
export async function certificateSignIn<T>(
  actor: AnonymousActor,
  typed: Pick<SignInInput, 'nationalId' | 'password'>,
  { thumbprint, customerId }: Proved,
  admit: (tx: Tx) => Promise<T>,
): Promise<T> {
  const answerAt = setTimeout(refusalMs)
  const nationalId = parseLoginId(typed.nationalId)
  const found = await findByNationalId(database(), nationalId)
  const passwordHash = found?.id === customerId ? found.passwordHash : null
  try {
    const counted = await countWay('certificate', { actor, nationalId, customerId, thumbprint })
    if (await verifyPassword(passwordHash, typed.password)) {
      const admitted = await transaction(async (tx) => {
        // Locked, so that a change of password or a suspension is seen here, or ends what is made here.
        const [still] = await tx.$queryRaw<{ suspended: boolean }[]>`
          SELECT suspended_at IS NOT NULL AS suspended FROM customer
          WHERE id = ${customerId}::uuid AND password_hash = ${passwordHash} FOR SHARE`
        if (!still) return null
        await counted.clear(tx)
        if (!still.suspended) return { value: await admit(tx) }
        await recordEvent(tx, actor, {
          action: 'signin.refused',
          customerId,
          detail: { way: counted.way },
        })
        return 'suspended'
      })
      if (admitted === 'suspended') throw new AppError('customer_suspended')
      if (admitted) return admitted.value
    }
    await recordSignInFailure(actor, customerId, counted, undefined)
    throw fieldError('password', 'credentials_refused')
  } catch (error) {
    await answerAt
    throw error
  }
}
