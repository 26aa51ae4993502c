import { createPrivateKey } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { database } from '@/lib/db/client'
import { env } from '@/lib/env'
import { ensureAuthorities } from './ensure-authorities'
import { keyFilePath, readKeyFile } from './key-file'

test('portals that start together make one root and one issuing CA, their keys locked and private', async () => {
  await Promise.all([1, 2, 3].map(() => ensureAuthorities()))
  await ensureAuthorities()
  const rows = await database().certificateAuthority.findMany({ orderBy: { createdAt: 'asc' } })
  expect(rows.map(({ role }) => role)).toEqual(['root', 'issuing'])

  const folder = keyFilePath('.')
  expect(folder.startsWith(env().SIGNET_DATA_DIR)).toBe(true)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  const files = readdirSync(folder)
  expect(files.sort()).toEqual(rows.map(({ keyLocation }) => keyLocation?.replace('file:', '')).sort())
  for (const file of files) {
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
    expect(() => createPrivateKey({ key: readFileSync(join(folder, file)), passphrase: 'wrong' })).toThrow()
    expect((await readKeyFile(file)).asymmetricKeyType).toBe('ec')
  }
})

test('a key file that is gone is named', async () => {
  await expect(readKeyFile('issuing-none.key.pem')).rejects.toThrow(/issuing-none\.key\.pem/)
})
