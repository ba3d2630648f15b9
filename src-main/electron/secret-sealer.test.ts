import { expect, it } from "vitest";
import type { Log } from "../core/ports/log.ts";
import { openSecretSealer, SealingUnavailableError } from "./secret-sealer.ts";

function fakeStorage(options: {
  isAvailable: boolean;
  canFallBack: boolean;
  backend: "basic_text" | "gnome_libsecret";
}) {
  let isAvailable = options.isAvailable;
  return {
    isAsyncEncryptionAvailable: async () => isAvailable,
    setUsePlainTextEncryption: () => {
      isAvailable ||= options.canFallBack;
    },
    getSelectedStorageBackend: () => options.backend,
    encryptStringAsync: async (text: string) => Buffer.from(text).reverse(),
    decryptStringAsync: async (sealed: Buffer) => ({
      result: Buffer.from(sealed).reverse().toString(),
      shouldReEncrypt: false,
    }),
  };
}

function aLog() {
  const warned: string[] = [];
  const log: Log = { error() {}, warn: (_fields, words) => warned.push(words), info() {}, debug() {} };
  return { log, warned };
}

it("seals and opens by the system's asynchronous calls, without a word on a real keyring", async () => {
  const { log, warned } = aLog();
  const storage = fakeStorage({ isAvailable: true, canFallBack: false, backend: "gnome_libsecret" });
  const sealer = await openSecretSealer(storage, "linux", log);
  expect(await sealer.unseal(await sealer.seal("secret"))).toBe("secret");
  expect([warned, sealer.keyStore]).toEqual([[], "system"]);
});

it("falls back on a Linux without a keyring, and warns", async () => {
  const { log, warned } = aLog();
  const storage = fakeStorage({ isAvailable: false, canFallBack: true, backend: "basic_text" });
  const sealer = await openSecretSealer(storage, "linux", log);
  expect(await sealer.unseal(await sealer.seal("secret"))).toBe("secret");
  expect(warned).toHaveLength(1);
  expect(sealer.keyStore).toBe("obscured");
});

it("refuses to keep secrets where nothing can seal them", async () => {
  const { log } = aLog();
  const storage = fakeStorage({ isAvailable: false, canFallBack: true, backend: "basic_text" });
  await expect(openSecretSealer(storage, "win32", log)).rejects.toBeInstanceOf(SealingUnavailableError);
});
