import { expect, it } from "vitest";
import { contentPolicy } from "./content-policy.ts";

it("gives each page exactly what it needs", () => {
  const common = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  expect(contentPolicy("operator")).toBe(
    `${common}; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'`,
  );
  expect(contentPolicy("card")).toBe(`${common}; script-src 'self'; style-src 'self'; font-src 'self'`);
  expect(contentPolicy("media")).toBe(
    `${common}; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; media-src 'self' blob:`,
  );
  expect(contentPolicy("problem", "n")).toBe(`${common}; style-src 'nonce-n'`);
});
