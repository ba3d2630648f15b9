import { describe, expect, it } from "vitest";
import { checkSecret, hashSecret } from "./link-secret.ts";

describe("link secrets", () => {
  it("are checked by a salted hash that names its scheme", async () => {
    const [stored, again] = await Promise.all([hashSecret("right-secret"), hashSecret("right-secret")]);
    expect(stored).toMatch(/^scrypt\$16384\$8\$1\$/);
    expect(again).not.toBe(stored);
    expect(stored).not.toContain("right-secret");
    expect(await checkSecret("right-secret", stored)).toBe(true);
    expect(await checkSecret("wrong-secret", stored)).toBe(false);
  });

  it.each([null, "", "plain", "argon2id$x$y$z$AA$AA", "scrypt$16384$8$1$AA$AA"])(
    "never fit what is stored as %j",
    async (stored) => {
      expect(await checkSecret("", stored)).toBe(false);
      expect(await checkSecret("right-secret", stored)).toBe(false);
    },
  );
});
