import { defineConfig } from '@playwright/test'
import { launchOptions } from './e2e/support/chromium'

/** The journeys run against a portal that is up: `npm run test:e2e` starts one, and says where in SIGNET_ORIGIN. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  // For two cores: a journey waits for a good part of its time (docs/decisions/043).
  workers: 3,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  timeout: 180_000,
  expect: { timeout: 20_000 },
  // The longest first, so that no worker ends long after the others.
  projects: [
    { name: 'sweep', testMatch: 'sweep*.spec.ts' },
    { name: 'journeys', testIgnore: 'sweep*.spec.ts' },
  ],
  use: {
    baseURL: process.env.SIGNET_ORIGIN,
    browserName: 'chromium',
    launchOptions,
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    locale: 'en-US',
    timezoneId: 'Asia/Taipei',
    colorScheme: 'light',
    trace: 'off',
    screenshot: 'only-on-failure',
  },
})
