import { randomBytes } from 'node:crypto'

const key = () => randomBytes(32).toString('base64')

/** Every secret the product wants, made at random; demo mode, nothing else. */
export function randomEnv() {
  return {
    SIGNET_MODE: 'demo',
    SIGNET_ORIGIN: 'http://localhost:3000',
    SIGNET_VAULT_KEYS: `1:${key()}`,
    SIGNET_INDEX_KEYS: `1:${key()}`,
    SIGNET_HASH_KEY: key(),
    SIGNET_AUDIT_KEY: key(),
    SIGNET_CA_PASSPHRASE: key(),
    AUTH_SECRET: key(),
  }
}
