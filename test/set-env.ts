import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { randomEnv } from './random-env'

const folder = mkdtempSync(join(tmpdir(), 'signet-test-'))

/** Before each test file: a demo environment of its own, whatever the developer's shell has set. */
Object.assign(process.env, randomEnv(), {
  DATABASE_URL: 'postgresql://127.0.0.1:1/not-an-integration-test',
  SIGNET_DATA_DIR: folder,
  LOG_LEVEL: 'silent',
})
for (const name of ['SMTP_URL', 'SMS_WEBHOOK_URL', 'SMS_WEBHOOK_SECRET', 'TRUSTED_PROXY_HOPS'])
  delete process.env[name]

afterAll(() => rm(folder, { recursive: true, force: true }))
