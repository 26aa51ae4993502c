import { takeRootOffline } from '@/lib/certificates/take-root-offline'
import { operator } from '../support/operator'
import { UsageError } from '../support/usage-error'
import type { CaCommand } from './command'
import { newRootKeyOf, rootKeyOptions, rootPassphraseHelp } from './root-key-options'

const usage = `Usage: npm run ca -- offline --root-key FILE

Moves the root's key off this server: writes it encrypted to FILE, tries what it wrote, and removes it here. Nothing
needs it until the next issuing CA is made and until its revocation list is renewed.

  --root-key FILE             where to: a place that is carried away;
${rootPassphraseHelp}`

/** `npm run ca -- offline` */
export const offline: CaCommand = {
  about: "moves the root's key off this server",
  usage,
  options: rootKeyOptions,
  async prepare(values) {
    const to = await newRootKeyOf(values)
    if (!to) throw new UsageError(`--root-key is missing.\n\n${usage}`)
    return async () => {
      await takeRootOffline(operator(), to)
      console.log(`The root's key is in ${to.path}, and no longer on this server.`)
      console.log(
        'Carry it away, and keep its passphrase elsewhere. Backups of this server may still hold it.',
      )
    }
  },
}
