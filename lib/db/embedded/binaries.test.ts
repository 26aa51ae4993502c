import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { canReach } from './account'
import { readyBinaries } from './binaries'

const folders: string[] = []
function temporaryFolder(mode: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'signet-reach-'))
  chmodSync(folder, mode)
  folders.push(folder)
  return folder
}

afterEach(() => {
  vi.unstubAllGlobals()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

const stranger = { uid: 54_321, gid: 54_321 }

test('a closed folder keeps another user out, an open one does not', () => {
  expect(canReach(join(temporaryFolder(0o700), 'data'), stranger)).toBe(false)
  expect(canReach(join(temporaryFolder(0o711), 'data'), stranger)).toBe(true)
  expect(canReach(join(temporaryFolder(0o700), 'data'), undefined)).toBe(true)
})

test('the binaries that npm brought are ready to run', () => {
  const native = readyBinaries(
    undefined,
    () => temporaryFolder(0o711),
    () => {},
  )
  expect(existsSync(join(native, 'bin', 'postgres'))).toBe(true)
})

test('a platform without binaries is told what to do instead', () => {
  vi.stubGlobal('process', { ...process, platform: 'linux', arch: 's390x' })
  expect(() =>
    readyBinaries(
      undefined,
      () => '',
      () => {},
    ),
  ).toThrow(
    'There is no built-in PostgreSQL for linux/s390x: set DATABASE_URL and SIGNET_MODE to use your own.',
  )
})
