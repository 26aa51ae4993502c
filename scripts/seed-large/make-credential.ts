import { createPrivateKey, createPublicKey } from 'node:crypto'
import { passphraseHash } from '@/lib/keys/passphrase-hash'
import { secretContext } from '@/lib/keys/secret-context'
import { type KeyDialect, type KeyKind, kindsOf, takesPassphrase } from '@/lib/signing/dialects'
import { keyedHash } from '@/lib/vault/keyed-hash'
import { seal } from '@/lib/vault/seal'
import type { Random } from './random'

/** As many of each as may be expected: most programs speak the deployment's own dialect. */
const spoken: readonly [KeyDialect, ...KeyDialect[]] = [
  ...([
    'signet',
    'signet',
    'signet',
    'signet',
    'signet',
    'signet',
    'binance',
    'binance',
    'okx',
    'bybit',
  ] as const),
  ...(['mexc', 'gate', 'basic'] as const),
]
/** PKCS#8 up to the seed (RFC 8410 7). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

export type MadeCredential = {
  dialect: KeyDialect
  kind: KeyKind
  passphraseHash: Buffer | null
  sealed: Buffer | null
  publicKey: Buffer | null
  secretHash: Buffer | null
}

/** What a key is proved with; nobody knows the secrets. */
export function makeCredential(random: Random, id: string, customerId: string): MadeCredential {
  const dialect = random.pick(spoken)
  const [usual, pair] = kindsOf[dialect]
  const kind = pair && random.chance(0.2) ? pair : usual
  const passphrase = takesPassphrase(dialect) ? `Aa1!${random.hex(8)}` : null
  const secret = `sgs_${random.hex(32)}`
  return {
    dialect,
    kind,
    passphraseHash: passphraseHash(passphrase),
    sealed: kind === 'hmac' ? seal(secret, secretContext(id, customerId)) : null,
    publicKey: kind === 'ed25519' ? publicKeyOf(random.bytes(32)) : null,
    secretHash: kind === 'ed25519' ? null : keyedHash('api-secret', secret),
  }
}

function publicKeyOf(seed: Buffer): Buffer {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' })
  return createPublicKey(key).export({ type: 'spki', format: 'der' })
}
