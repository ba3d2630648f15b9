import { describe, expect, test } from "vitest";
import * as z from "zod";
import { defineContract } from "../../../src-shared/ipc/define-contract.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import { FakeLog } from "../../../tests/support/fake-log.ts";
import { serve } from "./serve.ts";

const contract = defineContract({
  requests: {
    "door.open": {
      input: z.object({ code: z.string().trim().min(4), times: z.number().default(1) }),
      output: z.object({ opened: z.number() }),
      errors: ["wrong-code"],
    },
    "door.break": { input: z.object({}), output: z.object({}), errors: [] },
  },
  events: {},
});

function aDoor() {
  const log = new FakeLog();
  const seen: unknown[] = [];
  const ask = serve(
    contract,
    {
      "door.open": (input) => {
        seen.push(input);
        return input.code === "sesame" ? accepted({ opened: input.times }) : refused("wrong-code");
      },
      "door.break": async () => {
        throw new Error("the door of +79990001122 fell");
      },
    },
    log,
  );
  return { ask, log, seen };
}

describe("serve", () => {
  test("hands on what was parsed, not what came", async () => {
    const { ask, seen } = aDoor();
    const reply = await ask({ name: "door.open", input: { code: "  sesame ", extra: 1 }, isTrusted: true });
    expect(reply).toEqual({ ok: true, value: { opened: 1 } });
    expect(seen).toEqual([{ code: "sesame", times: 1 }]);
  });

  test("hands back a declared refusal", async () => {
    const { ask } = aDoor();
    expect(await ask({ name: "door.open", input: { code: "abracadabra" }, isTrusted: true })).toEqual(
      refused("wrong-code"),
    );
  });

  test.each([
    "unknown",
    "",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "door.open ",
    null,
    undefined,
    7,
    {},
    ["door.open"],
    Symbol("door.open"),
  ])("does not know %s", async (name) => {
    const { ask, seen } = aDoor();
    expect(await ask({ name, input: { code: "sesame" }, isTrusted: true })).toEqual(refused("ipc-forbidden"));
    expect(seen).toEqual([]);
  });

  test("does not answer a stranger", async () => {
    const { ask, seen } = aDoor();
    const reply = await ask({ name: "door.open", input: { code: "sesame" }, isTrusted: false });
    expect(reply).toEqual(refused("ipc-forbidden"));
    expect(seen).toEqual([]);
  });

  test.each([undefined, null, "sesame", [], { code: 1 }, { code: "abc" }])("refuses the input %j", async (input) => {
    const { ask, seen } = aDoor();
    expect(await ask({ name: "door.open", input, isTrusted: true })).toEqual(refused("ipc-bad-input"));
    expect(seen).toEqual([]);
  });

  test("turns a fault, also one of an input that throws when it is read, into a refusal", async () => {
    const { ask } = aDoor();
    expect(await ask({ name: "door.break", input: {}, isTrusted: true })).toEqual(refused("ipc-fault", "later"));
    const trap = {
      get code(): string {
        throw new Error("trap");
      },
    };
    expect(await ask({ name: "door.open", input: trap, isTrusted: true })).toEqual(refused("ipc-fault", "later"));
  });

  test("logs no payload", async () => {
    const { ask, log } = aDoor();
    await ask({ name: "door.open", input: { code: "secret-code-1", other: "+79990001122" }, isTrusted: true });
    await ask({ name: "door.open", input: { code: 123_456 }, isTrusted: true });
    await ask({ name: "door.open", input: "secret-code-2", isTrusted: false });
    await ask({ name: "<img src=x onerror=alert(1)>", input: "secret-code-3", isTrusted: true });
    expect(log.lines).toHaveLength(4);
    expect(JSON.stringify(log.lines)).not.toMatch(/secret-code|79990001122|123456|onerror=alert|<img/);
  });
});
