import { safeStorage } from "electron";
import type { Preferences } from "../../src-shared/ipc/workplace.ts";
import { type Cache, cacheFiles, openCache } from "../node/db/cache.ts";
import type { LogSink } from "../node/log/log-sink.ts";
import { openSecrets, type SecretsFile } from "../node/secrets/secrets-file.ts";
import type { AppPaths } from "./app-paths.ts";
import type { Problem } from "./problem-page.ts";
import { type HostSealer, openSecretSealer, SealingUnavailableError } from "./secret-sealer.ts";

/** Russian first (design.md §3.9); the operator changes it in the window. */
export const FIRST_PREFERENCES: Preferences = { locale: "ru", theme: "system" };

export type AppData = {
  readonly secrets: SecretsFile;
  readonly cache: Cache;
  readonly keyStore: HostSealer["keyStore"];
};

/** Opens keys and cache; what cannot be opened is left as it is and named for the problem window. */
export async function openData(
  paths: AppPaths,
  sink: LogSink,
): Promise<{ readonly ok: true; readonly value: AppData } | { readonly ok: false; readonly problem: Problem }> {
  const sealer = await sealerOrNull(sink);
  if (sealer === null)
    return { ok: false, problem: { code: "key-store-missing", file: paths.secrets, detail: "no system key storage" } };
  const guarded = [...cacheFiles(paths.cache), paths.hubDatabase];
  const secrets = await openSecrets({ file: paths.secrets, sealer, guarded });
  if (!secrets.ok) return { ok: false, problem: secrets };
  const { databaseKey } = secrets.value;
  for (const key of [databaseKey, secrets.value.hubDatabaseKey]) sink.hide(key);
  const cache = openCache({
    directory: paths.cache,
    key: databaseKey,
    log: sink.named("cache"),
    defaults: FIRST_PREFERENCES,
  });
  if (!cache.ok) return { ok: false, problem: cache };
  return { ok: true, value: { secrets: secrets.value, cache: cache.value, keyStore: sealer.keyStore } };
}

async function sealerOrNull(sink: LogSink): Promise<HostSealer | null> {
  try {
    return await openSecretSealer(safeStorage, process.platform, sink.named("secrets"));
  } catch (error) {
    if (error instanceof SealingUnavailableError) return null;
    throw error;
  }
}
