import { defineConfig } from "vitest/config";

// Unit tests stand beside the code and touch nothing outside the process; what starts a server, a database file or a
// browser goes in tests/integration. End-to-end tests are Playwright's (playwright.config.ts).
const onProcesses = {
  environment: "node",
  testTimeout: 150_000,
  hookTimeout: 150_000,
  fileParallelism: false,
} as const;

export default defineConfig({
  test: {
    allowOnly: false,
    // What is waited for comes late on a busy machine; a second, the default, fails there without a fault.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      { test: { name: "unit", include: ["src-*/**/*.test.{ts,tsx}"], environment: "node", testTimeout: 30_000 } },
      { test: { ...onProcesses, name: "integration", include: ["tests/integration/**/*.test.ts"] } },
      // Whole programs are bundled and checked there.
      { test: { ...onProcesses, name: "house", include: ["tests/house/**/*.test.ts"], testTimeout: 180_000 } },
      {
        test: {
          ...onProcesses,
          name: "packaging",
          include: ["tests/packaging/**/*.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
