import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildIfStale } from '@/scripts/support/build-if-stale'
import { runCapCampaign } from './cap'
import { runOtpCampaign } from './otp'
import { type LaunchedPortal, launchPortal } from './support/launch-portal'

/** A tenth of the campaigns: two portals on this file's database. */
let portals: LaunchedPortal[] = []
const urls = () => portals.map(({ url }) => url)

beforeAll(async () => {
  await buildIfStale(() => {})
  portals = await Promise.all([launchPortal(), launchPortal()])
}, 300_000)
afterAll(() => Promise.all(portals.map((portal) => portal.stop())))

test('64 parallel creations leave each customer with exactly as many active keys as the cap', async () => {
  expect(await runCapCampaign(urls(), { customers: 3, parallel: 64 })).toEqual({
    customers: 3,
    activeKeys: { 30: 3 },
    answers: { created: 3 * 30, key_limit_reached: 3 * 34 },
    missing: 0,
    holds: true,
  })
}, 300_000)

test('of 50 parallel submissions of one right code one makes a key', async () => {
  const outcome = await runOtpCampaign(urls(), { rounds: 2, parallel: 50 })
  expect(outcome, JSON.stringify(outcome)).toMatchObject({
    answers: { created: 2 },
    keysPerCode: { 1: 2 },
    holds: true,
  })
}, 300_000)
