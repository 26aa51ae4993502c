import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: 'server-only', replacement: `${root}test/empty.ts` },
      { find: /^@\//, replacement: root },
    ],
  },
  test: {
    // For two cores: integration tests wait for a good part of their time (docs/decisions/043).
    maxWorkers: 3,
    expect: { poll: { timeout: 20_000 } },
    exclude: ['**/node_modules/**', '.next/**', '.data/**', 'e2e/**'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', '.next/**', '.data/**', 'e2e/**', '**/*.int.test.ts'],
          setupFiles: ['test/set-env.ts'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'int',
          include: ['**/*.int.test.ts'],
          globalSetup: ['test/start-database.ts'],
          setupFiles: ['test/set-env.ts', 'test/own-database.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
