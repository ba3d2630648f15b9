import { describe, expect, test } from "vitest";
import { sipHa1 } from "../telephony/embedded/digest.ts";
import { GuestAccounts, guestSecretOf, guestUntilMs, isGuest, newGuest } from "./guest.ts";
import { isSameClient } from "./same-client.ts";

const NOW = Date.UTC(2026, 10, 22, 12);
const hubKey = { secretFor: (purpose: string, subject: string) => `${purpose}:${subject}` };
const anna = { user: "anna", number: "+79000000001", displayName: "Анна", ha1: "00", kind: "line" } as const;
const team = { find: (user: string) => (user === "anna" ? anna : null) };

function accountsAt(nowMs: number): GuestAccounts {
  return new GuestAccounts(team, { hubKey, domain: "tandem.invalid", nowMs: () => nowMs });
}

describe("guests of a site", () => {
  test("have a name of their own each, which says until when it may begin its call", () => {
    const [one, other] = [newGuest(NOW), newGuest(NOW)];
    expect(one).not.toBe(other);
    expect(isGuest(one)).toBe(true);
    expect(guestUntilMs(one)).toBe(NOW);
    expect(one).toMatch(/^[\w.+*#-]{1,64}$/);
  });

  test("have an account beside the team's, with a password only the hub can make", () => {
    const user = newGuest(NOW + 60_000);
    const ha1 = sipHa1(user, "tandem.invalid", guestSecretOf(hubKey, user));
    expect(accountsAt(NOW).find(user)).toEqual({ user, number: user, displayName: "", ha1, kind: "guest" });
    expect(accountsAt(NOW).find("anna")).toBe(anna);
    expect(accountsAt(NOW).find("boris")).toBeNull();
  });

  test("are nobody when the name is made up, or older than any call", () => {
    for (const user of [
      "site-call-",
      "site-call-zzz",
      "site-call-abcdefg-0123",
      "site-call-ABCDEFG-000000000000000000000000",
    ])
      expect(accountsAt(NOW).find(user)).toBeNull();
    expect(accountsAt(NOW + 11 * 3_600_000).find(newGuest(NOW))).not.toBeNull();
    expect(accountsAt(NOW + 13 * 3_600_000).find(newGuest(NOW))).toBeNull();
  });
});

describe("two addresses of one visitor", () => {
  test.for([
    ["203.0.113.7", "203.0.113.7", true],
    ["203.0.113.7", "::ffff:203.0.113.7", true],
    ["203.0.113.7", "203.0.113.8", false],
    ["2001:db8:1:2:aaaa::1", "2001:db8:1:2:bbbb::2", true],
    ["2001:db8:1:2::1", "2001:db8:1:3::1", false],
    ["2001:db8::1", "2001:0db8:0:0:9::1", true],
    ["::1", "::1", true],
    // A browser takes one family for the page and the other for the call.
    ["203.0.113.7", "2001:db8::1", true],
    ["unknown", "203.0.113.7", false],
    ["", "", false],
  ] as const)("%s and %s: %s", ([one, other, isSame]) => {
    expect(isSameClient(one, other)).toBe(isSame);
  });
});
