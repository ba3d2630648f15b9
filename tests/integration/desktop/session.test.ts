import { randomBytes } from "node:crypto";
import { generate } from "otplib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HubLinkEvent } from "../../../src-main/core/ports/hub-link.ts";
import { SessionDesk } from "../../../src-main/core/session/session-desk.ts";
import { createHubApi } from "../../../src-main/node/hub-link/hub-api.ts";
import { createSocketHubLink } from "../../../src-main/node/hub-link/socket-hub-link.ts";
import { systemClock } from "../../../src-main/node/system-clock.ts";
import { HubSessionKept, type KeptHub } from "../../../src-shared/domain/hub-account.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import { FakeLog } from "../../support/fake-log.ts";
import { until } from "../../support/until.ts";
import { TEAM, TestHub } from "../hub/support/a-hub.ts";
import { ApiClient, Made } from "../hub/support/api-client.ts";

// A desktop's sign-in by password against a real hub: HTTP, tokens and the link.

const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const SECRETS = { marina: "marina-secret", lev: "lev-secret-1" };
const PASSWORD = "верная лошадь 42";
const FINE = { failure: null, lockedUntilMs: null };
const LED = Team.parse({
  ...TEAM,
  operators: TEAM.operators.map((one) => (one.operatorId === "marina" ? { ...one, role: "administrator" } : one)),
});

let hub: TestHub;
let api: ApiClient;
let url: string;
beforeEach(async () => {
  hub = await TestHub.start({ team: LED, secrets: SECRETS, passwordCost: CHEAP });
  api = new ApiClient(hub.hub.port);
  url = `http://127.0.0.1:${hub.hub.port}`;
});
afterEach(() => hub.stop());

/** The parts of a desktop that sign in and link, with a clock of their own: the hub's stands still. */
function aDesktop(kept: HubSessionKept | null = null) {
  const world = { kept: kept as KeptHub | null, restarts: 0, hasCalls: false };
  const log = new FakeLog();
  const link = createSocketHubLink({ clock: systemClock, log });
  const states: string[] = [];
  link.onEvent((event: HubLinkEvent) => {
    if (event.type === "link-changed") states.push(event.link.refusal ?? event.link.state);
  });
  const desk = new SessionDesk({
    api: createHubApi({ way: () => ({}), clock: systemClock }),
    kept,
    keep: async (account) => {
      world.kept = account;
    },
    newToken: () => randomBytes(32).toString("base64url"),
    hide: () => undefined,
    restart: () => {
      world.restarts += 1;
    },
    retryLink: () => link.retry(),
    hasCalls: () => world.hasCalls,
    clock: systemClock,
    log,
  });
  return {
    world,
    link,
    states,
    desk,
    signIn: (login: string, password: string, code?: string) =>
      desk.handlers["session.sign-in"]({ url, login, password, ...(code === undefined ? {} : { code }) }),
    connect() {
      const { session } = desk;
      if (session === null) throw new Error("nobody is signed in");
      link.start({ url, login: session.login, session, desktopId: "desk" }, () => ({ logId: null, lastSeq: 0 }));
    },
    reaches: (state: string) => until(() => states.at(-1) === state, `the link is ${state}`),
    async stop() {
      desk.dispose();
      await link.stop();
    },
  };
}

/** A desktop that is signed in as Lev and linked by tokens. */
async function linkedDesktop() {
  const first = aDesktop();
  expect(await first.signIn("LEV", SECRETS.lev)).toEqual(accepted({ ...FINE, mustChange: false }));
  expect(first.world.restarts).toBe(1);
  const desktop = aDesktop(HubSessionKept.parse(first.world.kept));
  desktop.connect();
  await desktop.reaches("online");
  return desktop;
}

const admin = async () => (await api.signedIn("marina", SECRETS.marina)).accessToken;

describe("signing in", () => {
  it("is refused in words a person can act on", async () => {
    const { signIn, world } = aDesktop();
    expect(await signIn("lev", "wrong")).toMatchObject({ value: { failure: "bad-credentials" } });
    await api.post("/people/lev/block", undefined, await admin());
    expect(await signIn("lev", SECRETS.lev)).toMatchObject({ value: { failure: "blocked" } });
    for (let index = 0; index < 5; index += 1) await signIn("nobody", "wrong");
    const before = Date.now();
    const locked = await signIn("nobody", "wrong");
    expect(locked).toMatchObject({ value: { failure: "too-many-tries", lockedUntilMs: expect.any(Number) } });
    if (locked.ok) expect(locked.value.lockedUntilMs).toBeGreaterThanOrEqual(before + 59_000);
    const nowhere = { login: "lev", password: "x", url: "http://127.0.0.1:9" };
    const { desk } = aDesktop();
    expect(await desk.handlers["session.sign-in"](nowhere)).toMatchObject({
      value: { failure: "connection-refused" },
    });
    expect(world).toMatchObject({ kept: null, restarts: 0 });
  });

  it("by a code, set up and taken away by the person", async () => {
    const desktop = await linkedDesktop();
    const { handlers } = desktop.desk;
    expect(await handlers["session.look"]({})).toEqual(accepted({ ...FINE, hasTotp: false }));
    const enrolled = await handlers["session.enrol-totp"]({ password: SECRETS.lev });
    if (!enrolled.ok) throw new Error(enrolled.code);
    const code = () => generate({ secret: enrolled.value.secret, epoch: Math.floor(hub.clock.nowMs() / 1000) });
    expect(await handlers["session.confirm-totp"]({ code: "000000" })).toMatchObject({
      value: { failure: "bad-code" },
    });
    const confirmed = await handlers["session.confirm-totp"]({ code: await code() });
    expect(confirmed.ok && confirmed.value.recoveryCodes).toHaveLength(10);
    const another = aDesktop();
    expect(await another.signIn("lev", SECRETS.lev)).toMatchObject({ value: { failure: "code-needed" } });
    expect(await another.signIn("lev", SECRETS.lev, "000000")).toMatchObject({ value: { failure: "bad-code" } });
    hub.clock.advance(30_000);
    expect(await another.signIn("lev", SECRETS.lev, await code())).toMatchObject({ value: FINE });
    hub.clock.advance(30_000);
    expect(await handlers["session.disable-totp"]({ code: await code() })).toEqual(accepted(FINE));
    expect(await handlers["session.look"]({})).toMatchObject({ value: { hasTotp: false } });
    await desktop.stop();
  });

  it("with a password an administrator made asks for one of one's own first", async () => {
    const reset = await api.post("/people/lev/reset-password", undefined, await admin());
    const { madePassword } = Made.parse(reset.body);
    const { signIn, desk, world } = aDesktop();
    expect(await signIn("lev", madePassword)).toEqual(accepted({ ...FINE, mustChange: true }));
    expect(world.kept).toBeNull();
    const choose = desk.handlers["session.choose-password"];
    expect(await choose({ oldPassword: madePassword, password: "levlevlev1" })).toMatchObject({
      value: { failure: "weak-password" },
    });
    expect(await choose({ oldPassword: madePassword, password: PASSWORD })).toEqual(accepted(FINE));
    const desktop = aDesktop(HubSessionKept.parse(world.kept));
    desktop.connect();
    await desktop.reaches("online");
    await desktop.stop();
  });
});

describe("a signed-in desktop", () => {
  it("stays linked over its own change of the password, and is not signed out by it", async () => {
    const desktop = await linkedDesktop();
    const seen = desktop.states.length;
    const choice = { oldPassword: SECRETS.lev, password: PASSWORD };
    expect(await desktop.desk.handlers["session.choose-password"](choice)).toEqual(accepted(FINE));
    await until(() => desktop.states.slice(seen).includes("online"), "the link is back");
    expect(desktop.states).not.toContain("session-over");
    expect(desktop.world).toMatchObject({ restarts: 0, kept: { end: null } });
    await desktop.stop();
  });

  it("whose sign-in the hub ends says so, and goes on without a restart once its person signs in again", async () => {
    const desktop = await linkedDesktop();
    desktop.world.hasCalls = true;
    await api.post("/people/lev/sign-out", undefined, await admin());
    await desktop.reaches("session-over");
    expect(desktop.desk.view()).toEqual({ url, login: "lev", state: "session-over" });
    expect(desktop.world.kept).toMatchObject({ refreshToken: null, end: "session-over" });
    // The same person goes on though a talk may be going on; another has to wait for its end.
    expect(await desktop.signIn("marina", SECRETS.marina)).toEqual(refused("line-busy", "later"));
    expect(await desktop.signIn("lev", SECRETS.lev)).toEqual(accepted({ ...FINE, mustChange: false }));
    await desktop.reaches("online");
    expect(desktop.world.restarts).toBe(0);
    await desktop.stop();
  });

  it("signs out here, or everywhere; the latter only when the hub has heard of it", async () => {
    const one = await linkedDesktop();
    const signOut = (desktop: typeof one, isEverywhere: boolean) =>
      desktop.desk.handlers["session.sign-out"]({ isEverywhere });
    one.world.hasCalls = true;
    expect(await signOut(one, false)).toEqual(refused("line-busy", "later"));
    one.world.hasCalls = false;
    expect(await signOut(one, false)).toEqual(accepted(FINE));
    await one.reaches("signed-out");
    const two = await linkedDesktop();
    expect(await signOut(two, true)).toEqual(accepted(FINE));
    await two.reaches("signed-out");
    const three = await linkedDesktop();
    await hub.stop();
    expect(await signOut(three, true)).toMatchObject({
      value: { failure: expect.stringMatching(/refused|unreachable/) },
    });
    expect(three.desk.view()?.state).toBe("in");
    expect(await signOut(three, false)).toEqual(accepted(FINE));
    for (const desktop of [one, two, three]) await desktop.stop();
    hub = await TestHub.start({ team: LED, secrets: SECRETS, passwordCost: CHEAP });
  });
});
