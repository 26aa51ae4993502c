import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SupervisedInstallation, superviseInstallation } from './support/supervised-installation'

/** A tenth of the campaign: each part is killed once, then both. */
let installation: SupervisedInstallation
beforeAll(async () => {
  installation = await superviseInstallation()
}, 300_000)
afterAll(() => installation?.close(), 60_000)

test('a kill -9 of the portal, of PostgreSQL or of both loses no acknowledged key and leaves nothing by half', async () => {
  // These read the settings, which are the installation's from here on.
  const { runKillCampaign } = await import('./kill')
  const { sealEvents } = await import('@/lib/audit/seal-events')
  const { verifyChain } = await import('@/lib/audit/verify-chain')
  const outcome = await runKillCampaign(installation, { kills: 3 })
  expect(outcome).toMatchObject({ kills: 3, holds: true })
  expect(outcome.acknowledged).toBeGreaterThan(3)

  await sealEvents()
  const verdict = await verifyChain()
  expect(verdict).toMatchObject({ ok: true, faults: [] })
  expect(verdict.events).toBeGreaterThan(outcome.acknowledged)
}, 300_000)
