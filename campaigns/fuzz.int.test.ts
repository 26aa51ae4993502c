import { afterAll, beforeAll, expect, test } from 'vitest'
import { runFuzz } from './fuzz'
import { type FuzzInstallation, fuzzInstallation } from './support/fuzz-installation'

let installation: FuzzInstallation

beforeAll(async () => {
  installation = await fuzzInstallation()
}, 120_000)
afterAll(() => installation.stop())

test('requests such as nobody should send are refused, each of them, and leave nothing behind', async () => {
  const { gateways, upstream, credentials } = installation
  const outcome = await runFuzz(gateways, upstream, credentials, { requests: 2_000, seed: 1 })
  expect(outcome, JSON.stringify(outcome)).toMatchObject({ failed: [], accepted: [], holds: true })
  const some = expect.any(Number)
  expect(outcome.judged).toEqual({ tls: some, verify: some, 'forward-auth': some, 'ext-authz': some })
})
