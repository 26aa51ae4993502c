import 'server-only'
import { env, type VersionedKeys } from '@/lib/env'

/** The key-encryption keys. */
export const vaultKeys = (): VersionedKeys => env().SIGNET_VAULT_KEYS
/** The blind-index keys for national IDs: a leak reveals the IDs, so they are keys of their own. */
export const indexKeys = (): VersionedKeys => env().SIGNET_INDEX_KEYS

/** @throws Error when a row was written under a version that is no longer configured */
export function keyOfVersion(keys: VersionedKeys, version: number): Buffer {
  const key = keys.byVersion.get(version)
  if (!key) throw new Error(`key version ${version} is not configured`)
  return key
}
