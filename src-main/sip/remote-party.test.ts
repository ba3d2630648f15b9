import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Customer } from "../../src-shared/events/log-event.ts";
import { interactionIdFrom, queueNameFrom, remoteParty } from "./remote-party.ts";

describe("remoteParty", () => {
  it.each([
    ["+79991234567", "Анна Петрова", { address: "+79991234567", name: "Анна Петрова" }],
    ["%2B79991234567", "", { address: "+79991234567", name: null }],
    ["101", "101", { address: "101", name: null }],
    ["", undefined, { address: "anonymous", name: null }],
    [undefined, "  a \r\n b\t", { address: "anonymous", name: "a b" }],
    ["1\u202e32", "\u202eknab\u202c \u0000ruoy\u200b", { address: "132", name: "knab ruoy" }],
    ["%zz", "100%", { address: "%zz", name: "100%" }],
    ["1", '\\"Ромашка\\" O\\\\K \\', { address: "1", name: '"Ромашка" O\\K' }],
    ["1", "👩‍👩‍👧 x", { address: "1", name: "👩👩👧 x" }],
  ])("reads %j, %j", (user, name, party) => {
    expect(remoteParty(user, name)).toEqual(party);
  });

  it("always makes what the contract takes, whatever a stranger writes", () => {
    const anyText = fc.string({ unit: "binary", maxLength: 160 });
    fc.assert(
      fc.property(anyText, anyText, (user, name) => {
        const party = remoteParty(user, name);
        expect(Customer.parse(party)).toEqual(party);
        expect(`${party.address}${party.name ?? ""}`).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
      { numRuns: 60 },
    );
  });

  it("cuts a long name between characters, not within one", () => {
    const { name } = remoteParty("1", `${"x".repeat(127)}😀`);
    expect(name).toBe("x".repeat(127));
  });
});

describe("headers of the hub", () => {
  it("decodes the queue's name, and takes nonsense for what it is", () => {
    expect(queueNameFrom(encodeURIComponent("Продажи и доставка"))).toBe("Продажи и доставка");
    expect(queueNameFrom("100%")).toBe("100%");
    expect(queueNameFrom("%E2%80%AE")).toBeNull();
    expect(queueNameFrom(undefined)).toBeNull();
  });

  it("takes only a proper id of an interaction", () => {
    expect(interactionIdFrom(" i-1 ")).toBe("i-1");
    expect(interactionIdFrom("a b")).toBeNull();
    expect(interactionIdFrom("x".repeat(65))).toBeNull();
    expect(interactionIdFrom(undefined)).toBeNull();
  });
});
