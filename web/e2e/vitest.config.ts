import { defineConfig } from 'vitest/config'

/** The stories: whole journeys of several people in a real browser against a real server. One after the other: each has a machine's worth of work. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['stories/*.story.ts', 'screenshots/*.shots.ts', 'measures/*.measure.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // Several browsers share two processors with whatever else runs: what fails twice is broken.
    retry: 1,
  },
})
