import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SupervisedInstallation, superviseInstallation } from './support/supervised-installation'

/** A tenth of the campaign: each part is killed once, then both. */
let installation: SupervisedInstallation
beforeAll(async () => {
  installation = await superviseInstallation()
}, 300_000)
afterAll(() => installation?.close(), 60_000)

test('a kill -9 between any two steps of an issuance loses nothing, doubles nothing and heals', async () => {
  const { issuanceCrashes, runIssuanceCrashes } = await import('./crash-issuance')
  // The portal at every step, from the signature on of a renewal, which has the same and one more; PostgreSQL
  // where it leaves most.
  const portals = issuanceCrashes.filter(({ victim }) => victim === 'portal')
  const chosen = [
    ...portals.slice(0, 2),
    ...issuanceCrashes.slice(5, 6),
    ...portals.filter(({ renews }) => renews),
  ]
  const outcome = await runIssuanceCrashes(installation, chosen)
  expect(outcome, JSON.stringify(outcome)).toMatchObject({ crashes: 5, surprises: [], holds: true })
}, 300_000)

test('nor between any two steps of a revocation', async () => {
  const { revocationCrashes, runRevocationCrashes } = await import('./crash-revocation')
  const chosen = revocationCrashes.filter(({ victim }) => victim === 'portal')
  const outcome = await runRevocationCrashes(installation, chosen)
  expect(outcome, JSON.stringify(outcome)).toMatchObject({
    crashes: chosen.length,
    surprises: [],
    holds: true,
  })
}, 300_000)

test('a kill -9 of the portal, of PostgreSQL or of both loses no acknowledged key and leaves nothing by half', async () => {
  // These read the settings, which are the installation's from here on.
  const { runKillCampaign } = await import('./kill')
  const { sealEvents } = await import('@/lib/audit/seal-events')
  const { verifyChain } = await import('@/lib/audit/verify-chain')
  const outcome = await runKillCampaign(installation, { kills: 3 })
  expect(outcome, JSON.stringify(outcome)).toMatchObject({ kills: 3, holds: true })
  expect(outcome.acknowledged).toBeGreaterThan(3)

  await sealEvents()
  const verdict = await verifyChain()
  expect(verdict).toMatchObject({ ok: true, faults: [] })
  expect(verdict.events).toBeGreaterThan(outcome.acknowledged)
}, 300_000)

// Last: it makes keys in ways of its own, which the one before would take for creations by half.
test('a gateway whose database is killed stops to accept within a second, and misses no change when it is back', async () => {
  const { runLostDatabase } = await import('./lost-database')
  const outcome = await runLostDatabase(installation, { rounds: 1 })
  // How fast it is back is for the campaign to say.
  expect(outcome, JSON.stringify(outcome)).toMatchObject({ rounds: 1, others: 0, allowedAfter: 0 })
  expect(outcome.answers).toMatchObject({ 503: expect.any(Number), key_inactive: expect.any(Number) })
  expect(outcome.lastAllowedMs).toBeLessThanOrEqual(1_000)
}, 300_000)
