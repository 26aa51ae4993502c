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
    maxWorkers: 2,
    exclude: ['**/node_modules/**', '.next/**', '.data/**', 'e2e/**'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', '.next/**', '.data/**', 'e2e/**', '**/*.int.test.ts'],
          setupFiles: ['test/set-env.ts'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'int',
          include: ['**/*.int.test.ts'],
          globalSetup: ['test/start-database.ts'],
          setupFiles: ['test/set-env.ts', 'test/own-database.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
