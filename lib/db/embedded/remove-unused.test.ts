import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nameOwner, removeUnused } from './remove-unused'

let shelter: string
let folder: string
let home: string
const said: string[] = []
const look = () => removeUnused(shelter, (line) => said.push(line))

/** A database away from its data folder, last used so many days ago. */
function madeDatabase(days: number, name = 'database-AbCdEf'): string {
  const made = join(shelter, name)
  mkdirSync(join(made, 'data'), { recursive: true })
  const opts = join(made, 'data', 'postmaster.opts')
  writeFileSync(opts, '')
  const used = Date.now() / 1000 - days * 86_400
  utimesSync(opts, used, used)
  return made
}

beforeEach(() => {
  said.length = 0
  shelter = mkdtempSync(join(tmpdir(), 'signet-shelter-'))
  folder = join(shelter, 'home', '.data')
  mkdirSync(folder, { recursive: true })
  home = madeDatabase(31)
  nameOwner(home, folder)
  writeFileSync(join(folder, 'postgres-place'), `${home}\n`)
})
afterEach(() => rmSync(shelter, { recursive: true }))

test('the database of a data folder that is gone goes, and that is said', () => {
  rmSync(folder, { recursive: true })
  look()
  expect(existsSync(home)).toBe(false)
  expect(said).toEqual([`Removed ${home}, the database of ${folder}, which is gone.`])
})

test('one that the data folder has given up for another goes too', () => {
  writeFileSync(join(folder, 'postgres-place'), `${join(shelter, 'database-other')}\n`)
  look()
  expect(existsSync(home)).toBe(false)
})

test.each([
  ['its data folder names it', () => {}],
  ['it was used not long ago', () => gone(29)],
  ['a server may work on it', () => writeFileSync(join(gone(31), 'data', 'postmaster.pid'), '1')],
  ['it does not say whose it is', () => rmSync(join(gone(31), 'data-folder'))],
])('it stays where %s', (_why, arrange) => {
  arrange()
  look()
  expect(existsSync(home)).toBe(true)
  expect(said).toEqual([])
})

test('nothing else in the shelter is touched', () => {
  const other = madeDatabase(99, 'postgresql-18')
  nameOwner(other, join(shelter, 'nowhere'))
  look()
  expect(existsSync(other)).toBe(true)
})

/** Its data folder is gone since so many days. */
function gone(days: number): string {
  rmSync(folder, { recursive: true })
  return madeDatabase(days)
}
