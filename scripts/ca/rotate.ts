import { newestIssuing, rotateAuthority } from '@/lib/certificates/rotate-authority'
import { clock } from '@/lib/clock'
import { database } from '@/lib/db/client'
import { env } from '@/lib/env'
import { isDay, toWindow } from '@/lib/keys/date-window'
import { operator } from '../support/operator'
import { UsageError } from '../support/usage-error'
import { type CaCommand, optional, yearsOf } from './command'
import { newRootKeyOf, rootKeyOf, rootKeyOptions, rootPassphraseHelp } from './root-key-options'

const usage = `Usage: npm run ca -- rotate [OPTIONS]

Makes the next issuing CA. Running portals issue under it without a restart; certificates of the present one stay
valid, and stay on its revocation lists until they end.

  --from DATE                 when it begins to issue, such as 2027-03-01; at once without it
  --years N                   how long it is valid (10)
  --root-key FILE|pkcs11:URI  the root's key, where that is not on this server; of a file
${rootPassphraseHelp}
  --new-root                  makes a new root above it, too; --root-key is then where that one's key goes
  --root-years N              how long the new root is valid (20)`

const text = { type: 'string' } as const

/** `npm run ca -- rotate` */
export const rotate: CaCommand = {
  about: 'makes the next issuing CA',
  usage,
  options: {
    from: text,
    years: text,
    'new-root': { type: 'boolean' },
    'root-years': text,
    ...rootKeyOptions,
  },
  async prepare(values) {
    const isNew = values['new-root'] === true
    if (!isNew && values['root-years'] !== undefined)
      throw new UsageError('--root-years goes with --new-root.')
    const plan = {
      years: yearsOf(values, 'years', 10, 20),
      newRoot: isNew
        ? { years: yearsOf(values, 'root-years', 20, 40), offline: await newRootKeyOf(values) }
        : null,
      rootKey: isNew ? null : await rootKeyOf(values),
    }
    const day = optional(values, 'from') ?? null
    if (day !== null && !isDay(day)) throw new UsageError('--from is a date such as 2027-03-01.')
    return async () => {
      const from = startOf(day)
      const { id: replacesId } = await newestIssuing(database())
      const { subject, notBefore } = await rotateAuthority(operator(), { ...plan, from, replacesId })
      const when = from ? `from ${notBefore.toISOString()} on` : 'from now on'
      console.log(`${subject} is made, and issues ${when}.`)
      if (isNew) console.log('Give its new root to every server that checks certificates before then.')
      console.log('On several hosts, copy its key file to each: where it is missing, the present CA goes on.')
    }
  },
}

/** A day to come, from its first instant. @throws UsageError */
function startOf(day: string | null): Date | null {
  if (day === null) return null
  const { validFrom } = toWindow({ firstDay: day, lastDay: null }, env().SIGNET_TIME_ZONE)
  if (!validFrom || validFrom <= clock.now()) throw new UsageError('--from is a day to come.')
  return validFrom
}
