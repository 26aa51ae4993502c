import { initAuthorities } from '@/lib/certificates/init-authorities'
import { operator } from '../support/operator'
import { UsageError } from '../support/usage-error'
import { type CaCommand, namePartOf, optional, required, yearsOf } from './command'
import { newRootKeyOf, rootKeyOptions, rootPassphraseHelp } from './root-key-options'

const usage = `Usage: npm run ca -- init --organisation NAME --country CC [OPTIONS]

Makes a root CA and below it the CA that issues to customers. The names stand in every certificate and can't be
changed later.

  --organisation NAME         O of every certificate: your company
  --country CC                C of every certificate: two letters, such as TW
  --root-name NAME            CN of the root (NAME Root CA)
  --issuing-name NAME         CN of the issuing CA (NAME Issuing CA)
  --root-years N              how long the root is valid (20)
  --issuing-years N           how long the issuing CA is valid (10)
  --root-key FILE             writes the root's key here and not onto this server;
${rootPassphraseHelp}`

const text = { type: 'string' } as const

/** `npm run ca -- init` */
export const init: CaCommand = {
  about: 'makes a root and an issuing CA',
  usage,
  options: {
    organisation: text,
    country: text,
    'root-name': text,
    'issuing-name': text,
    'root-years': text,
    'issuing-years': text,
    ...rootKeyOptions,
  },
  async prepare(values) {
    const organisation = namePartOf('organisation', required(values, 'organisation', usage))
    const country = required(values, 'country', usage).toUpperCase()
    if (!/^[A-Z]{2}$/.test(country)) throw new UsageError('--country is two letters, such as TW.')
    const named = (name: string, fallback: string) => namePartOf(name, optional(values, name) ?? fallback)
    const plan = {
      organisation,
      country,
      rootName: named('root-name', `${organisation} Root CA`),
      issuingName: named('issuing-name', `${organisation} Issuing CA`),
      rootYears: yearsOf(values, 'root-years', 20, 40),
      issuingYears: yearsOf(values, 'issuing-years', 10, 20),
      offline: await newRootKeyOf(values),
    }
    if (plan.issuingName === plan.rootName) throw new UsageError('The two CAs need names of their own.')
    return async () => {
      await initAuthorities(operator(), plan)
      console.log(`${plan.rootName} and ${plan.issuingName} are made. Certificates are issued from now on.`)
      console.log(
        plan.offline
          ? `The root's key is in ${plan.offline.path}: carry it away, with its passphrase elsewhere.`
          : "The root's key is on this server: take it off with npm run ca -- offline.",
      )
    }
  },
}
