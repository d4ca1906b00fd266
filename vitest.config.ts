import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  // The global setup runs in an environment of its own: without this it would need a build first.
  environments: { __vitest__: { resolve: { conditions: ['source'] } } },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'packages/*/test/**/*.test.ts',
      'tools/**/*.test.ts',
      'e2e/**/*.test.ts',
    ],
    globalSetup: ['packages/server/test/global-database.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
