import { defineConfig } from "@playwright/test";

// The built app (npm run build) on real Electron (TANDEM_ELECTRON=real) or on the stand-in. One at a time: a call needs
// its processor time, and the fixture starts a Chromium for the app and one for the customer.
export default defineConfig({
  outputDir: "test-results",
  preserveOutput: "failures-only",
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 150_000,
  expect: { timeout: 30_000 },
  snapshotPathTemplate: "tests/e2e/accepted/{arg}{ext}",
  // What is not accepted yet fails, also where it could be written: somebody has to look at it first.
  updateSnapshots: "none",
  reporter: [["list"], ["json", { outputFile: "out/test-results/e2e.json" }]],
  projects: [{ name: "e2e", testDir: "tests/e2e" }],
});
