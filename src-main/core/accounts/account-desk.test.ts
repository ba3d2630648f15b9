import { describe, expect, it } from "vitest";
import { HUB_LINE } from "../../../src-shared/domain/hub-line.ts";
import { MOST_SIP_LINES, type SipLineDraft } from "../../../src-shared/domain/sip-line.ts";
import { CallId } from "../../../src-shared/ids.ts";
import { refused } from "../../../src-shared/result.ts";
import { FakeClock, settle } from "../../../tests/support/fake-clock.ts";
import { FakeLog } from "../../../tests/support/fake-log.ts";
import { FakeSignalling } from "../../../tests/support/fake-signalling.ts";
import { MemoryAccountStore, MemoryLineSecrets } from "../../../tests/support/memory-stores.ts";
import { PhoneLines } from "../lines/phone-lines.ts";
import type { SipAccount } from "../ports/call-signalling.ts";
import { AccountDesk } from "./account-desk.ts";

function aDraft(change: Partial<SipLineDraft> = {}): SipLineDraft {
  return {
    lineId: null,
    title: "Заказы",
    server: "wss://pbx.invalid:8089/ws",
    user: "700",
    domain: "",
    authUser: "",
    displayName: "",
    echoNumber: "*43",
    recording: "",
    colleagues: [],
    password: "s3cret",
    ...change,
  };
}

const HUB = { user: "201", server: "", phone: { state: "ready", sinceMs: 0, retryAtMs: null, failure: null } } as const;

function stage(before?: { store: MemoryAccountStore; secrets: MemoryLineSecrets }) {
  const store = before?.store ?? new MemoryAccountStore();
  const secrets = before?.secrets ?? new MemoryLineSecrets();
  const phones: FakeSignalling[] = [];
  const makePhone = () => {
    const phone = new FakeSignalling();
    phones.push(phone);
    return phone;
  };
  const tried: SipAccount[] = [];
  const desk = new AccountDesk({
    lines: new PhoneLines({ hub: new FakeSignalling(), makePhone }),
    store,
    secrets,
    tryAccount: async (account) => {
      tried.push(account);
      return account.password === "s3cret" ? null : "wrong-password";
    },
    source: { kind: "microphone" },
    clock: new FakeClock(),
    log: new FakeLog(),
  });
  const save = async (draft: SipLineDraft) => {
    const answer = await desk.handlers["accounts.save"](draft);
    if (!answer.ok) throw new Error(answer.code);
    return answer.value.lineId;
  };
  return { desk, store, secrets, phones, tried, save };
}

describe("an account", () => {
  it("is kept without its password, registered, and there again after a restart", async () => {
    const { desk, store, secrets, save } = stage();
    const lineId = await save(aDraft());
    expect(JSON.stringify(store.read())).not.toContain("s3cret");
    expect(JSON.stringify(desk.view(HUB))).not.toContain("s3cret");
    expect(secrets.read(lineId)).toBe("s3cret");
    await settle();
    expect(desk.view(HUB).lines).toMatchObject([{ kind: "hub" }, { lineId, kind: "sip", title: "Заказы" }]);
    const again = stage({ store, secrets });
    again.desk.start();
    await settle();
    expect(again.phones.map(({ commands }) => commands.map(({ name }) => name))).toEqual([["stop", "start"]]);
  });

  it("is tried with what is typed, and says why not", async () => {
    const { desk, tried } = stage();
    const attempt = desk.handlers["accounts.try"];
    expect(await attempt(aDraft())).toMatchObject({ value: { failure: null } });
    expect(await attempt(aDraft({ password: "guess" }))).toMatchObject({ value: { failure: "wrong-password" } });
    expect(tried[0]).toMatchObject({ domain: "pbx.invalid", authUser: "700", displayName: "700" });
    expect(await attempt(aDraft({ password: null }))).toEqual(refused("no-password"));
  });

  it("keeps its password when only its title changes, and never lends it to another server", async () => {
    const { desk, phones, save } = stage();
    const lineId = await save(aDraft());
    await save(aDraft({ lineId, title: "Доставка", password: null }));
    expect(desk.view(HUB).lines[1]).toMatchObject({ title: "Доставка" });
    expect(phones).toHaveLength(1);
    const elsewhere = aDraft({ lineId, server: "wss://other.invalid/ws", password: null });
    expect(await desk.handlers["accounts.try"](elsewhere)).toEqual(refused("no-password"));
    expect(await desk.handlers["accounts.save"](elsewhere)).toEqual(refused("no-password"));
  });

  it("stands once, and five are the most", async () => {
    const { desk, save } = stage();
    await save(aDraft());
    expect(await desk.handlers["accounts.save"](aDraft({ title: "Ещё раз" }))).toEqual(refused("same-line"));
    for (let number = 1; number < MOST_SIP_LINES; number += 1) await save(aDraft({ user: `70${number}` }));
    expect(await desk.handlers["accounts.save"](aDraft({ user: "799" }))).toEqual(refused("too-many-lines"));
  });

  it("is signed out of with its password, but not in a call; who was dialled by falls back to the centre", async () => {
    const { desk, phones, secrets, save } = stage();
    const lineId = await save(aDraft());
    await desk.handlers["accounts.choose-line"]({ lineId });
    expect(desk.outgoingLineId()).toBe(lineId);
    const [phone] = phones;
    phone?.ring(CallId.parse("ring"));
    expect(await desk.handlers["accounts.sign-out"]({ lineId })).toEqual(refused("line-busy", "later"));
    phone?.over(CallId.parse("ring"), { by: "remote", reason: "cancelled", sipCode: null });
    expect(await desk.handlers["accounts.sign-out"]({ lineId })).toMatchObject({ ok: true });
    expect(secrets.read(lineId)).toBeNull();
    expect(desk.outgoingLineId()).toBe(HUB_LINE);
    expect(await desk.handlers["accounts.choose-line"]({ lineId })).toEqual(refused("line-not-found"));
  });

  it("stands beside the country of numbers, which is kept", async () => {
    const { desk, store } = stage();
    expect(desk.view(HUB).homeCountry).toBe("RU");
    await desk.handlers["accounts.choose-country"]({ country: "KZ" });
    expect([desk.view(HUB).homeCountry, store.read().homeCountry]).toEqual(["KZ", "KZ"]);
  });

  it("that cannot be kept leaves no password behind", async () => {
    const { desk, store, secrets } = stage();
    store.isBroken = true;
    expect(await desk.handlers["accounts.save"](aDraft())).toEqual(refused("store-failed", "later"));
    expect(secrets.kept.size).toBe(0);
  });

  it("has colleagues, whose lines are shown as its PBX tells, without registering anew when they change", async () => {
    const { desk, phones, save } = stage();
    const vera = { extension: "102", name: "Вера" };
    const lineId = await save(aDraft({ colleagues: [vera] }));
    await settle();
    const shown = () => desk.view(HUB).colleagueLines;
    expect(shown()).toEqual([{ lineId, ...vera, state: "unknown", reason: "own-line-lost" }]);
    phones[0]?.emitWatched({ extension: "102", state: "ringing", reason: null });
    expect(shown()).toEqual([{ lineId, ...vera, state: "ringing", reason: null }]);
    const pavel = { extension: "103", name: "" };
    await save(aDraft({ lineId, password: null, colleagues: [pavel] }));
    expect(phones[0]?.watched).toEqual(["103"]);
    expect(phones[0]?.commands.map(({ name }) => name)).toEqual(["stop", "start"]);
    expect(shown()).toEqual([{ lineId, ...pavel, state: "unknown", reason: "own-line-lost" }]);
    await desk.handlers["accounts.sign-out"]({ lineId });
    expect(shown()).toEqual([]);
  });
});
