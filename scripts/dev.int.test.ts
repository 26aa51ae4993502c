import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { unusedPort } from '@/campaigns/support/launch-portal'
import { startSignet, temporaryFolder } from '@/test/start-signet'

const folder = temporaryFolder()
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 }))

test('npm run dev serves the pages, and nothing it prints is an error', async () => {
  const port = String(await unusedPort())
  const settings = { SIGNET_DATA_DIR: join(folder, 'data'), PORT: port, LOG_LEVEL: 'info' }
  const signet = await startSignet(settings, 'dev')
  try {
    expect(signet.ready, signet.printed()).toBe(true)
    const answer = await fetch(`http://localhost:${port}/sign-in`, { signal: AbortSignal.timeout(120_000) })
    expect(answer.status, signet.printed()).toBe(200)
    expect(await answer.text()).toContain('name="nationalId"')
  } finally {
    await signet.end('SIGINT')
  }
  expect(signet.printed()).not.toMatch(/error|warn|⨯|⚠|not supported|edge runtime|^ +at /im)
}, 240_000)
