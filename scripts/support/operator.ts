import { userInfo } from 'node:os'
import { systemActor } from '@/lib/access/actor'
import type { Operator } from '@/lib/access/operator'

/** Whoever is at the terminal. */
export function operator(): Operator {
  return { actor: systemActor, account: accountName() }
}

function accountName(): string | null {
  try {
    return userInfo().username
  } catch {
    // A container may run under a number that has no name.
    return null
  }
}
