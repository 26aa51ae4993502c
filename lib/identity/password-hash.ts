import 'server-only'
import { hash, verify } from '@node-rs/argon2'
import { randomToken } from '@/lib/vault/random-token'

/** argon2id (the library's default) with 19 MiB, two passes, one lane: about 10 ms here. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Whatever keyboard it is typed on, a password has one form (NIST SP 800-63B 3.1.1.2). */
const normalise = (password: string) => password.normalize('NFKC')

/** The PHC string to store. */
export function hashPassword(password: string): Promise<string> {
  return hash(normalise(password), parameters)
}

/** Verified against when there is no such customer: the answer takes the same work. */
let nobodysHash: Promise<string> | undefined

/** Whether the password is the customer's; `null`, nobody's hash, costs the same and is never right. */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword(randomToken())
  const right = await verify(passwordHash ?? (await nobodysHash), normalise(password))
  return right && passwordHash !== null
}
