import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Package = { optionalDependencies?: Record<string, string> }

test('the lock file names the packages of every platform, not only of the machine that wrote it', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, Package>
  }
  const names = new Set(
    Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
  )
  const wanted = Object.values(packages).flatMap((found) => Object.keys(found.optionalDependencies ?? {}))
  expect(wanted.length).toBeGreaterThan(20)
  // npm ci refuses a lock file that leaves one out, and some registries make npm install leave them out.
  expect(wanted.filter((name) => !names.has(name))).toEqual([])
})
