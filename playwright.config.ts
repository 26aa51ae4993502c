import { defineConfig } from '@playwright/test'
import { launchOptions } from './e2e/support/chromium'

/** The journeys run against a portal that is up: `npm run test:e2e` starts one, and says where in SIGNET_ORIGIN. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: process.env.SIGNET_ORIGIN,
    browserName: 'chromium',
    launchOptions,
    actionTimeout: 20_000,
    navigationTimeout: 40_000,
    locale: 'en-US',
    timezoneId: 'Asia/Taipei',
    colorScheme: 'light',
    trace: 'off',
    screenshot: 'only-on-failure',
  },
})
