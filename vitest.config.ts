import { defineConfig } from 'vitest/config'

// Apart from vite.config.ts because that one's root is the web, and these tests are of the whole.
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['test/{unit,web}/**/*.test.ts'], testTimeout: 60_000 } },
      { test: { name: 'api', include: ['test/api/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000 } },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/e2e/build-demo.ts'],
          // A journey through many pages; each step fails by itself after 30 s.
          testTimeout: 180_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 30_000 } },
          // Each file has servers and browsers of its own; two at a time is what two cores can carry.
          maxWorkers: 2,
        },
      },
    ],
  },
})
