import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactFields, redactText } from "./log-redaction.ts";

describe("redactText", () => {
  it.each([
    ["call from +79000001427 failed", "+79000001427"],
    ["call from 8 (900) 000-14-27 failed", "000-14-27"],
    ["dialled 89000001427", "89000001427"],
    ["INVITE sip:+79000001427@tandem.invalid SIP/2.0", "79000001427"],
    ["From: <sip:irina@tandem.invalid>;tag=1", "irina"],
    ["tel:112233445566", "112233445566"],
    ["no room for Ирина Сомова here", "Сомова"],
    ['Authorization: Digest username="1001", response="abc"', "abc"],
    ["Bearer abc.def-ghi", "abc.def"],
    ['{"password":"hunter2"}', "hunter2"],
    ["secret=hunter2;", "hunter2"],
    [`PRAGMA key="x'${"0f".repeat(32)}'"`, "0f0f"],
    ["ha1 5f4dcc3b5aa765d61d8327deb882cf99", "5f4dcc3b"],
    ["token kJ8sQ2mZx0v5L3nB7cT1yW9eR4uH6iP0aS2dF8gK1jM", "kJ8sQ2mZx0"],
    ["mail irina@example.invalid", "irina"],
  ])("hides what must not be there in %j", (text, hidden) => {
    expect(redactText(text)).not.toContain(hidden);
  });

  it.each([
    "listening on 127.0.0.1:45123",
    "interaction 3f2b8c1e-9a4d-4e77-8b1a-0c9d2e4f6a5b ended",
    "step 0020-create-team failed",
    "at openDatabase (/opt/tandem/src-hub/db/open-database.ts:31:9)",
    "SQLITE_BUSY after 5000 ms",
  ])("leaves %j as it is", (text) => {
    expect(redactText(text)).toBe(text);
  });
});

describe("redactFields", () => {
  it("hides by a field's name, whatever its value and however deep", () => {
    const fields = {
      operatorId: "marina",
      call: { customer: { address: 5 }, Display_Name: "Ira", atMs: 1_790_000_000_000 },
    };
    expect(redactFields(fields)).toEqual({
      operatorId: "marina",
      call: { customer: "[hidden]", Display_Name: "[hidden]", atMs: 1_790_000_000_000 },
    });
  });

  it("keeps an error's kind and place, not what it quotes", () => {
    const cause = Object.assign(new Error("password=hunter2"), { code: "SQLITE_NOTADB" });
    const redacted = JSON.stringify(redactFields({ error: new TypeError("no such user: sip:irina@x", { cause }) }));
    expect(redacted).toContain("TypeError");
    expect(redacted).toContain("SQLITE_NOTADB");
    expect(redacted).not.toMatch(/irina|hunter2/);
  });

  it("lets no secret through, wherever it stands", () => {
    const secret = "kJ8sQ2mZx0v5L3nB7cT1yW9eR4uH6iP0aS2dF8gK1jM";
    const anywhere = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom<unknown>(secret, `x ${secret} y`, new Error(secret), Buffer.from(secret), 5, null, undefined),
        fc.array(tie("node"), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom("a", "b", secret), tie("node"), { maxKeys: 3 }),
      ),
    })).node;
    fc.assert(
      fc.property(anywhere, (value) => {
        expect(JSON.stringify(redactFields({ value }))).not.toContain(secret);
      }),
    );
  });
});
