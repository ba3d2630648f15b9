"use strict";
// safeStorage with a key in a file: it looks like ciphertext and opens again, and protects nothing.
const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");
const { runtime } = require("./runtime.cjs");
const { strict } = require("./strict.cjs");

const PREFIX = Buffer.from("v10");
const IV_BYTES = 12;
const TAG_BYTES = 16;

function readKey() {
  if (!runtime.isReady) throw new Error("safeStorage cannot be used before app is ready");
  const folder = require("./app.cjs").app.getPath("userData");
  const file = path.join(folder, "stand-in-safe-storage.key");
  if (!fs.existsSync(file)) {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(file, crypto.randomBytes(32), { mode: 0o600 });
  }
  return fs.readFileSync(file);
}

function encrypt(text) {
  const iv = crypto.randomBytes(IV_BYTES);
  const cipher = crypto.createCipheriv("aes-256-gcm", readKey(), iv);
  return Buffer.concat([PREFIX, iv, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(encrypted) {
  const bytes = Buffer.from(encrypted);
  const body = PREFIX.length + IV_BYTES;
  if (bytes.length < body + TAG_BYTES || !bytes.subarray(0, PREFIX.length).equals(PREFIX)) {
    throw new Error("Error while decrypting the ciphertext provided to safeStorage.decryptString.");
  }
  const decipher = crypto.createDecipheriv("aes-256-gcm", readKey(), bytes.subarray(PREFIX.length, body));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return decipher.update(bytes.subarray(body, -TAG_BYTES), undefined, "utf8") + decipher.final("utf8");
}

const safeStorage = strict("safeStorage", {
  isEncryptionAvailable: () => runtime.isReady,
  isAsyncEncryptionAvailable: async () => runtime.isReady,
  /** As on a Linux without a keyring, unless a test wants another answer. */
  getSelectedStorageBackend: () => process.env.STANDIN_STORAGE_BACKEND ?? "basic_text",
  setUsePlainTextEncryption() {},
  encryptString: encrypt,
  decryptString: decrypt,
  encryptStringAsync: async (text) => encrypt(text),
  decryptStringAsync: async (encrypted) => ({ result: decrypt(encrypted), shouldReEncrypt: false }),
});

module.exports = { safeStorage };
