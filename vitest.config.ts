import { defineConfig } from 'vitest/config'

const shared = {
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  // The global setup runs in an environment of its own: without this it would need a build first.
  environments: { __vitest__: { resolve: { conditions: ['source'] } } },
}

const rules = {
  globalSetup: ['packages/server/test/global-database.ts', 'packages/server/test/global-redis.ts'],
  testTimeout: 20_000,
  hookTimeout: 60_000,
}

export default defineConfig({
  ...shared,
  test: {
    projects: [
      {
        ...shared,
        test: {
          ...rules,
          name: 'parts',
          include: [
            'packages/*/src/**/*.test.ts',
            'packages/*/test/**/*.test.ts',
            'tools/**/*.test.ts',
          ],
          // Most wait for the database more than for the processor: two at once also where there are but two of these.
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        ...shared,
        test: {
          ...rules,
          name: 'whole',
          include: ['e2e/**/*.test.ts'],
          // Several processes each, with limits of time: one file at a time.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
