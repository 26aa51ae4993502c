import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

const longestMilliseconds = 180_000

/**
 * Builds the native part of the PKCS#11 binding, which no installation does by itself, where it is not built yet.
 * @returns a sentence when that can't be done here
 */
export function buildPkcs11(say: (line: string) => void): string | undefined {
  if (existsSync('node_modules/pkcs11js/build/Release/pkcs11.node')) return undefined
  say('Building the PKCS#11 binding …')
  // Node's headers are beside it more often than not; else they are fetched.
  const prefix = dirname(dirname(process.execPath))
  const headers = existsSync(join(prefix, 'include/node/node_api.h')) ? [`--nodedir=${prefix}`] : []
  const args = ['rebuild', 'pkcs11js', '--ignore-scripts=false', ...headers]
  const { status } = spawnSync('npm', args, { stdio: 'ignore', timeout: longestMilliseconds })
  return status === 0
    ? undefined
    : 'The PKCS#11 binding can’t be built here (it wants g++, make and python3): its tests are skipped.'
}
