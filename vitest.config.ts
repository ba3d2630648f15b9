import { defineConfig } from "vitest/config";

// Unit tests stand beside the code and touch nothing outside the process; what starts a server, a database file or a
// browser goes in tests/integration. End-to-end tests are Playwright's (playwright.config.ts).
export default defineConfig({
  test: {
    projects: [
      { test: { name: "unit", include: ["src-*/**/*.test.{ts,tsx}"], environment: "node" } },
      {
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          environment: "node",
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
