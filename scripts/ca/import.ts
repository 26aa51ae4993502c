import { readFileSync } from 'node:fs'
import { importAuthority } from '@/lib/certificates/import-authority'
import { readEncryptedKey } from '@/lib/certificates/key-file'
import { readPem } from '@/lib/pki/read-pem'
import { reasonOf, StartError } from '@/lib/start-error'
import { operator } from '../support/operator'
import { type CaCommand, optional, required } from './command'
import { readPassphrase } from './read-passphrase'

const usage = `Usage: npm run ca -- import --certificate FILE --key FILE|pkcs11:URI [OPTIONS]

Brings your own issuing CA, which issues from then on under its own name. Everything is checked before anything is
changed.

  --certificate FILE          its certificate in PEM; those above it may follow in the same file
  --chain FILE                the certificates above it, up to the root, in PEM
  --key FILE                  its key, encrypted PKCS#8 in PEM; it is kept under SIGNET_CA_PASSPHRASE
  --key pkcs11:URI            its key in a device (RFC 7512), with SIGNET_PKCS11_MODULE and
                              SIGNET_PKCS11_PIN in the environment, as the portal has them
  --passphrase-file FILE      what opens the key's file; or SIGNET_IMPORT_PASSPHRASE, or it is asked for`

const text = { type: 'string' } as const

/** `npm run ca -- import`. Named apart from the keyword. */
export const importCommand: CaCommand = {
  about: 'brings your own issuing CA',
  usage,
  options: { certificate: text, chain: text, key: text, 'passphrase-file': text },
  async prepare(values) {
    const certificate = required(values, 'certificate', usage)
    const chain = optional(values, 'chain')
    const path = required(values, 'key', usage)
    const certificates = [certificate, ...(chain ? [chain] : [])].flatMap(certificatesIn)
    const key = path.startsWith('pkcs11:')
      ? path
      : await readEncryptedKey(
          path,
          await passphraseFor(path, optional(values, 'passphrase-file')),
          'The passphrase',
        )
    return async () => {
      const { subject } = await importAuthority(operator(), { certificates, key })
      console.log(`${subject} is brought in. Certificates are issued by it from now on.`)
      console.log('Those of the CA before it stay valid, and stay on its lists until they end.')
    }
  },
}

const passphraseFor = (path: string, file: string | undefined) =>
  readPassphrase({ file, variable: 'SIGNET_IMPORT_PASSPHRASE', what: path, isNew: false })

function certificatesIn(path: string) {
  try {
    return readPem(readFileSync(path, 'utf8')).flatMap(({ label, der }) =>
      label === 'CERTIFICATE' ? [der] : [],
    )
  } catch (error) {
    throw new StartError(`The certificate can't be read at ${path} (${reasonOf(error)}).`)
  }
}
