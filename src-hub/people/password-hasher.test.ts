import { argon2id } from "hash-wasm";
import { afterAll, describe, expect, it } from "vitest";
import { costOf, needsRehash, OWASP_COST } from "./argon2-phc.ts";
import { HasherBusyError, PasswordHasher } from "./password-hasher.ts";

const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const hasher = new PasswordHasher(CHEAP);
afterAll(() => hasher.stop());

describe("password hashes", () => {
  it("are PHC strings with a salt of their own, and check their password only", async () => {
    const [stored, again] = await Promise.all([hasher.hash("верный пароль"), hasher.hash("верный пароль")]);
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$/);
    expect(again).not.toBe(stored);
    expect(await hasher.verify("верный пароль", stored)).toEqual({ isRight: true, rehash: false });
    expect(await hasher.verify("верный  пароль", stored)).toEqual({ isRight: false, rehash: false });
  });

  it("are the same for a letter with its mark apart", async () => {
    const stored = await hasher.hash("чай \u0439");
    expect(await hasher.verify("чай \u0438\u0306", stored)).toMatchObject({ isRight: true });
  });

  it("ask to be made anew when the wanted work rises, and when they are of another scheme", async () => {
    const weak = await argon2id({
      password: "old password",
      salt: new Uint8Array(16).fill(7),
      iterations: 1,
      parallelism: 1,
      memorySize: 32,
      hashLength: 32,
      outputType: "encoded",
    });
    expect(await hasher.verify("old password", weak)).toEqual({ isRight: true, rehash: true });
    expect(await hasher.verify("new password", weak)).toEqual({ isRight: false, rehash: false });
    expect(needsRehash(await hasher.hash("x"), OWASP_COST)).toBe(true);
    expect(costOf("$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA")).toBeNull();
  });

  it.each([null, "", "plain words", "$argon2id$v=19$m=64,t=1,p=1$short$x"])(
    "never fit what is stored as %j",
    async (stored) => {
      expect(await hasher.verify("", stored)).toEqual({ isRight: false, rehash: false });
      expect(await hasher.verify("plain words", stored)).toEqual({ isRight: false, rehash: false });
    },
  );

  it("are not queued without an end, and those that wait when the hub stops are told", async () => {
    const flooded = new PasswordHasher(CHEAP);
    const all = await Promise.allSettled([
      ...Array.from({ length: 70 }, () => flooded.hash("one of a flood")),
      flooded.stop(),
    ]);
    const reasons = all.flatMap((one) => (one.status === "rejected" ? [one.reason as Error] : []));
    expect(reasons.filter((reason) => reason instanceof HasherBusyError)).toHaveLength(6);
    expect(reasons).toHaveLength(70);
    expect(await flooded.verify("a new worker", await flooded.hash("a new worker"))).toMatchObject({ isRight: true });
    await flooded.stop();
  });
});
