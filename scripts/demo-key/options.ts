import { parseArgs } from 'node:util'
import { type CreateKeyInput, createKeySchema } from '@/lib/keys/schema'
import { policy } from '@/lib/policies/policy'
import { keyKinds, takesPassphrase } from '@/lib/signing/dialects'
import { explainRefusal } from '../support/explain-refusal'
import { UsageError } from '../support/usage-error'
import { newKeyPair } from './new-key-pair'
import { newPassphrase } from './new-passphrase'

export const usage = `Usage: npm run -s demo:key -- --customer ID --permissions A,B [OPTIONS]

Makes an API key of a customer of the demo, as the customer would, and prints it.

  --customer ID        the ID number with which the customer signs in
  --permissions A,B    of ${policy()
    .permissions.map(({ id }) => id)
    .join(', ')}
  --dialect NAME       ${policy().dialects.join(', ')} (the first, unless given)
  --kind KIND          ${keyKinds.join(', ')} (what the dialect uses, unless given)
  --allow ADDRESSES    from where it may be used, ranges too (anywhere, unless given)
  --from DAY           its first day, as 2026-12-31 (at once, unless given)
  --until DAY          its last day (no end, unless given)
  --passphrase TEXT    for okx (a random one, unless given)
  --name NAME          (Demo key, unless given)
  --json               one line of JSON instead of lines for people`

/** How the fields of a key's form are called on the command line. */
export const optionNames: Record<string, string> = {
  addresses: 'allow',
  firstDay: 'from',
  lastDay: 'until',
  nationalId: 'customer',
  publicKey: 'kind',
}

export type DemoKey = {
  customer: string
  json: boolean
  input: CreateKeyInput
  /** PKCS#8, of a key pair that was made here. */
  privateKeyPem: string | null
}

/**
 * What the command line asks for; null for its help.
 * @throws UsageError when it can't be understood
 * @throws StartError when it asks for a key that nobody could have
 */
export function readOptions(args: string[]): DemoKey | null {
  const { customer, permissions, json = false, help, ...given } = parse(args)
  if (help) return null
  if (!customer || !permissions) throw new UsageError(usage)
  const pair = given.kind === 'ed25519' ? newKeyPair() : null
  const passphrase = given.passphrase ?? (isOkx(given.dialect) ? newPassphrase() : undefined)
  const parsed = createKeySchema.safeParse({
    name: given.name ?? 'Demo key',
    permissions: permissions.split(',').map((id) => id.trim()),
    addresses: given.allow?.join(',') ?? '',
    firstDay: given.from ?? '',
    lastDay: given.until ?? '',
    dialect: given.dialect,
    kind: given.kind,
    passphrase,
    publicKey: pair?.publicKey,
  })
  if (!parsed.success) throw explainRefusal(parsed.error, optionNames)
  return { customer, json, input: parsed.data, privateKeyPem: pair?.privateKeyPem ?? null }
}

function isOkx(dialect: string | undefined): boolean {
  const known = policy().dialects.find((one) => one === dialect)
  return known !== undefined && takesPassphrase(known)
}

function parse(args: string[]) {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean' } as const
  const options = {
    ...{ customer: text, permissions: text, dialect: text, kind: text, from: text, until: text },
    ...{ passphrase: text, name: text, json: flag, help: flag },
    allow: { type: 'string', multiple: true },
  } as const
  try {
    return parseArgs({ args, options }).values
  } catch (error) {
    // "Unknown option '--x'. To specify a positional argument …": the first sentence says it.
    const [sentence] = (error as Error).message.split('. ')
    throw new UsageError(`${sentence}.\n\n${usage}`)
  }
}
