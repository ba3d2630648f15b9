import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cache, type CacheOptions, openCache } from "../../src-main/node/db/cache.ts";
import { FakeLog } from "./fake-log.ts";

export const TEST_KEY = "5a".repeat(32);
export const OTHER_KEY = "c3".repeat(32);

/** A folder of its own that disappears with the test: `using folder = new TemporaryFolder()`. */
export class TemporaryFolder {
  readonly path = mkdtempSync(join(tmpdir(), "tandem-"));

  file(name: string): string {
    return join(this.path, name);
  }

  remove(name: string): void {
    rmSync(this.file(name), { recursive: true, force: true });
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export function cacheOptions(directory: string, change: Partial<CacheOptions> = {}): CacheOptions {
  return { directory, key: TEST_KEY, log: new FakeLog(), defaults: { locale: "ru", theme: "system" }, ...change };
}

/** Opens, or fails the test. */
export function openedCache(directory: string, change: Partial<CacheOptions> = {}): Cache {
  const opened = openCache(cacheOptions(directory, change));
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.detail}`);
  return opened.value;
}
