import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openSecrets, type SecretSealer, type SecretsFile } from "../../../src-main/node/secrets/secrets-file.ts";
import { TemporaryFolder } from "../../support/cache-folder.ts";

/** Seals as the system does on Linux: AES-CBC without a checksum, so that a flipped bit may come out as other text. */
function aSealer(key = Buffer.alloc(32, 7)): SecretSealer {
  return {
    seal: async (text) => {
      const vector = randomBytes(16);
      const cipher = createCipheriv("aes-256-cbc", key, vector);
      return Buffer.concat([vector, cipher.update(text, "utf8"), cipher.final()]);
    },
    unseal: async (sealed) => {
      const decipher = createDecipheriv("aes-256-cbc", key, sealed.subarray(0, 16));
      return Buffer.concat([decipher.update(sealed.subarray(16)), decipher.final()]).toString("utf8");
    },
  };
}

function optionsIn(folder: TemporaryFolder, sealer = aSealer()) {
  return { file: folder.file("data/secrets.bin"), sealer, guarded: [folder.file("outbox.db"), folder.file("hub.db")] };
}

async function openedIn(folder: TemporaryFolder): Promise<SecretsFile> {
  const opened = await openSecrets(optionsIn(folder));
  if (!opened.ok) throw new Error(`${opened.code}: ${opened.detail}`);
  return opened.value;
}

describe("secrets", () => {
  test("are made once, sealed, and the same at the next start", async () => {
    using folder = new TemporaryFolder();
    const first = await openedIn(folder);
    expect(first.databaseKey).toMatch(/^[0-9a-f]{64}$/);
    expect(first.hubDatabaseKey).not.toBe(first.databaseKey);
    const anna = await first.secretFor("anna");
    expect(anna.length).toBeGreaterThanOrEqual(32);
    expect(await first.secretFor("anna")).toBe(anna);
    const file = folder.file("data/secrets.bin");
    expect(readFileSync(file).includes(anna)).toBe(false);
    if (process.platform !== "win32") expect(statSync(file).mode & 0o777).toBe(0o600);
    const second = await openedIn(folder);
    expect([second.databaseKey, second.hubDatabaseKey, await second.secretFor("anna")]).toEqual([
      first.databaseKey,
      first.hubDatabaseKey,
      anna,
    ]);
    expect(readdirSync(folder.file("data"))).toEqual(["secrets.bin"]);
  });

  test("asked for at the same time do not lose each other", async () => {
    using folder = new TemporaryFolder();
    const secrets = await openedIn(folder);
    const logins = ["anna", "boris", "anna", "training", "__proto__", "constructor"];
    const made = await Promise.all(logins.map((login) => secrets.secretFor(login)));
    expect(made[2]).toBe(made[0]);
    await secrets.keep("boris", "a-known-secret");
    const again = await openedIn(folder);
    expect(await again.secretFor("anna")).toBe(made[0]);
    expect(await again.secretFor("training")).toBe(made[3]);
    expect(await again.secretFor("boris")).toBe("a-known-secret");
    expect(typeof made[5]).toBe("string");
  });

  test("too short a known secret is refused and nothing is written", async () => {
    using folder = new TemporaryFolder();
    const secrets = await openedIn(folder);
    await expect(secrets.keep("boris", "short")).rejects.toThrow("too_small");
    expect(await (await openedIn(folder)).secretFor("boris")).not.toBe("short");
  });

  test("that are gone while a database is there are not made anew", async () => {
    using folder = new TemporaryFolder();
    writeFileSync(folder.file("hub.db"), "a database");
    const opened = await openSecrets(optionsIn(folder));
    expect(opened).toMatchObject({ ok: false, code: "secrets-lost", detail: folder.file("hub.db") });
    expect(existsSync(folder.file("data/secrets.bin"))).toBe(false);
  });

  test.each([
    ["cut", (file: string) => truncateSync(file, 20)],
    ["empty", (file: string) => truncateSync(file, 0)],
    ["something else", (file: string) => writeFileSync(file, "hello")],
  ])("that are %s are refused and left as they are", async (_what, spoil) => {
    using folder = new TemporaryFolder();
    await openedIn(folder);
    const file = folder.file("data/secrets.bin");
    spoil(file);
    const before = readFileSync(file);
    expect(await openSecrets(optionsIn(folder))).toMatchObject({ ok: false, code: "secrets-unreadable", file });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test("with any one bit flipped are refused", async () => {
    using folder = new TemporaryFolder();
    const first = await openedIn(folder);
    await first.secretFor("anna");
    const file = folder.file("data/secrets.bin");
    const good = readFileSync(file);
    for (let position = 0; position < good.length; position += 1) {
      const bad = Buffer.from(good);
      bad[position] = (bad[position] ?? 0) ^ 1;
      writeFileSync(file, bad);
      expect(await openSecrets(optionsIn(folder)), `byte ${position}`).toMatchObject({ code: "secrets-unreadable" });
    }
  });

  test("of another user are refused", async () => {
    using folder = new TemporaryFolder();
    await openedIn(folder);
    const opened = await openSecrets(optionsIn(folder, aSealer(Buffer.alloc(32, 9))));
    expect(opened).toMatchObject({ ok: false, code: "secrets-unreadable" });
  });
});
