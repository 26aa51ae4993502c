import { PassThrough } from 'node:stream'
import { expect, test, vi } from 'vitest'
import { log } from './log'

process.env.LOG_LEVEL = 'info'
const lines = new PassThrough({ encoding: 'utf8' })
vi.mock('pino', async (original) => {
  const { default: pino } = await original<typeof import('pino')>()
  return { default: (options: object) => pino(options, lines) }
})

test.each(['err', 'error'])('what the database says of a row stays out of the log, as %s', (name) => {
  const cause = Object.assign(new Error('no'), { detail: 'Key (phone)=(0912345678)' })
  log.error({ [name]: Object.assign(new Error('failed', { cause }), { meta: { row: 'secret' } }) }, 'planted')
  const line = lines.read()
  expect(line).toContain('Error: failed')
  expect(line).not.toMatch(/0912345678|secret/)
})
