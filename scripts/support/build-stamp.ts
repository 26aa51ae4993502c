import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Everything a build is made of. What is named here and does not exist is left out. */
const sources = [
  'app',
  'browser',
  'components',
  'lib',
  'messages',
  'public',
  'instrumentation-node.ts',
  'instrumentation.ts',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'tsconfig.json',
]

/** A digest over the content of everything that a build is made of; times don't matter, as a checkout changes them. */
export function buildStamp(root: string): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap((path) => filesBelow(root, path)))
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}

function filesBelow(root: string, path: string): string[] {
  const found = statSync(join(root, path), { throwIfNoEntry: false })
  if (!found || path.endsWith('.test.ts')) return []
  if (!found.isDirectory()) return [path]
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesBelow(root, join(path, name)))
}
