import { makeLists, makeRootList } from '@/lib/certificates/make-lists'
import { operator } from '../support/operator'
import { UsageError } from '../support/usage-error'
import type { CaCommand } from './command'
import { rootKeyOf, rootKeyOptions, rootPassphraseHelp } from './root-key-options'

const usage = `Usage: npm run ca -- crl [--root]

Makes the revocation lists of every issuing CA now. The portal does so by itself, when something is revoked and twice
a day; the root's list it can't renew once the root's key is offline.

  --root                      makes the root's list instead, which is then good for a year
  --root-key FILE|pkcs11:URI  the root's key, where that is not on this server; of a file
${rootPassphraseHelp}`

/** `npm run ca -- crl` */
export const crl: CaCommand = {
  about: 'makes revocation lists now',
  usage,
  options: { root: { type: 'boolean' }, ...rootKeyOptions },
  async prepare(values) {
    if (!values.root) {
      if (values['root-key'] !== undefined) throw new UsageError('--root-key goes with --root.')
      return async () => {
        console.log(`${await makeLists(operator())} revocation lists are made.`)
      }
    }
    const rootKey = await rootKeyOf(values)
    return async () => {
      await makeRootList(operator(), rootKey)
      console.log("The root's revocation list is made, and good for a year.")
    }
  },
}
