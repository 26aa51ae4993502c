import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { plotOf } from '../support/publish'

const names = readdirSync('bench/results').map((file) => file.replace(/\.json$/, ''))
const read = (name: string) => JSON.parse(readFileSync(`bench/results/${name}.json`, 'utf8')) as object

test.each(names)('%s is shown as it was measured', (name) => {
  const [plot, file] = [plotOf(name, read(name)), `docs/images/${name}.svg`]
  expect(existsSync(file) ? readFileSync(file, 'utf8') : null).toBe(plot)
  expect(plot ?? '').not.toContain('NaN')
  const shown = readFileSync('docs/performance.md', 'utf8').includes(`](images/${name}.svg)`)
  expect(shown).toBe(plot !== null)
})
