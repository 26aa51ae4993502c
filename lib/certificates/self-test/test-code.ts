import 'server-only'
import { randomInt } from 'node:crypto'

/** Capitals and digits that can't be taken for one another when they are read out. */
const signs = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** What a customer reads out to support: `TST-7K3M-9QXP`, one of 10^12. It finds a test, and opens nothing. */
export function testCode(): string {
  const four = () => Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join('')
  return `TST-${four()}-${four()}`
}
