import type { SafeStorage } from "electron";
import type { Log } from "../core/ports/log.ts";
import type { SecretSealer } from "../node/secrets/secrets-file.ts";

/** The system offers no way at all to keep a key. */
export class SealingUnavailableError extends Error {
  override readonly name = "SealingUnavailableError";
}

type Storage = Pick<
  SafeStorage,
  | "isAsyncEncryptionAvailable"
  | "encryptStringAsync"
  | "decryptStringAsync"
  | "getSelectedStorageBackend"
  | "setUsePlainTextEncryption"
>;

/** `obscured`: without a keyring the key is the same everywhere; the operator is told. */
export type HostSealer = SecretSealer & { readonly keyStore: "system" | "obscured" };

/** Opens the system's storage; on a Linux without a keyring it falls back to a fixed key and says so. */
export async function openSecretSealer(storage: Storage, platform: string, log: Log): Promise<HostSealer> {
  if (!(await storage.isAsyncEncryptionAvailable()) && platform === "linux") storage.setUsePlainTextEncryption(true);
  if (!(await storage.isAsyncEncryptionAvailable())) throw new SealingUnavailableError("no system key storage");
  const isObscured = platform === "linux" && storage.getSelectedStorageBackend() === "basic_text";
  if (isObscured)
    log.warn({ backend: "basic_text" }, "no keyring: secrets are only obscured on this machine, not protected");
  return {
    keyStore: isObscured ? "obscured" : "system",
    seal: (text) => storage.encryptStringAsync(text),
    unseal: async (sealed) => (await storage.decryptStringAsync(Buffer.from(sealed))).result,
  };
}
