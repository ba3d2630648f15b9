import { describe, expect, test } from "vitest";
import { ACCOUNT, linked } from "../../../tests/support/a-linked-workplace.ts";
import { aCall, aWelcome } from "../../../tests/support/a-workplace.ts";
import { aWorld } from "../../../tests/support/fake-workplace-world.ts";

describe("the phone", () => {
  test("registers with the account of the welcome, once", () => {
    const world = linked();
    world.link.welcome(aWelcome({ hubTimeMs: 0 }), 0);
    expect(world.phoneAccounts).toEqual([
      {
        server: "ws://127.0.0.1:4000/sip",
        domain: "tandem.invalid",
        user: "201",
        password: "a-long-secret",
        displayName: "Анна",
        source: { kind: "microphone" },
      },
    ]);
  });

  test("registers by the password the hub gives it, when the link's own is a person's", () => {
    const world = linked();
    const { sip } = aWelcome();
    world.link.welcome(aWelcome({ sip: { ...sip, secret: "of-the-phone" } }), 0);
    expect(world.phoneAccounts.at(-1)?.password).toBe("of-the-phone");
  });

  test("is not started anew, and its talk not ended, because the operator has another name", () => {
    const world = linked();
    const { operator } = aWelcome();
    world.link.welcome(aWelcome({ operator: { ...operator, name: "Анна Петровна" } }), 0);
    expect(world.phoneAccounts).toHaveLength(1);
  });

  test("that was refused tries again when the hub lets the link in: the secret is the same one", () => {
    const world = linked();
    world.calls.phoneState = { state: "refused", sinceMs: 1, retryAtMs: null, failure: "wrong-password" };
    world.link.goOffline(0);
    world.link.welcome(aWelcome(), 0);
    expect(world.renewals.count).toBe(1);
    world.calls.phoneState = { state: "ready", sinceMs: 2, retryAtMs: null, failure: null };
    world.link.welcome(aWelcome(), 0);
    expect(world.renewals.count).toBe(1);
    expect(world.phoneAccounts).toHaveLength(1);
  });

  test("registers from what was kept when the hub is not there, but not before that is known", () => {
    const after = aWorld(linked());
    after.workplace.start({ ...ACCOUNT, url: "https://hub.example/" });
    expect(after.phoneAccounts).toEqual([]);
    after.link.goOffline(0);
    expect(after.phoneAccounts.map(({ server }) => server)).toEqual(["wss://hub.example/sip"]);
  });
});

describe("the operator's one seat", () => {
  test("is at another desktop: the phone never registers here, until the person moves the work here", () => {
    const after = aWorld(linked());
    after.workplace.start(ACCOUNT);
    after.link.refuse("seat-taken");
    expect(after.phoneAccounts).toEqual([]);
    expect(after.workplace.get().link).toMatchObject({ state: "refused", refusal: "seat-taken" });
    void after.workplace.handlers["operator.take-over"]({});
    expect(after.link.asked).toEqual(["take-over"]);
    after.link.welcome(aWelcome(), 0);
    expect(after.phoneAccounts).toHaveLength(1);
    expect(after.quieted.count).toBe(0);
  });

  test("moves away: the phone goes quiet at once, or when the talk is over", () => {
    const idle = linked();
    idle.link.refuse("replaced");
    expect(idle.quieted.count).toBe(1);
    const talking = linked();
    talking.calls.list = [aCall({ phase: "talking" })];
    talking.link.refuse("replaced");
    expect(talking.quieted.count).toBe(0);
    talking.calls.list = [];
    talking.calls.changed.tell();
    expect(talking.quieted.count).toBe(1);
    talking.link.welcome(aWelcome(), 0);
    expect(talking.phoneAccounts).toHaveLength(2);
  });
});
