import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { EventType } from "../../../src-shared/events/log-event.ts";
import { CENTRE_SECRETS, SITE_KEY, TestCluster } from "../../support/cluster/a-cluster.ts";
import { Shift } from "../../support/cluster/a-shift.ts";
import { Visitor } from "../../support/cluster/a-visitor.ts";
import { RawCall, RawRing } from "../../support/raw-sip-call.ts";
import { RawSipClient } from "../../support/raw-sip-client.ts";
import { until } from "../../support/until.ts";
import { aHello, RawDesktop } from "../hub/support/a-desktop.ts";
import { SECRETS } from "../hub/support/a-hub.ts";

let cluster: TestCluster;
const ends: { stop(): void }[] = [];
beforeAll(async () => {
  cluster = await TestCluster.start(2);
});
afterEach(() => {
  for (const end of ends.splice(0)) end.stop();
});
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
});

/** What is to be stopped at the end. */
function kept<End extends { stop(): void }>(end: End): End {
  ends.push(end);
  return end;
}

function count(shift: Shift, type: EventType): number {
  return shift.events.filter((event) => event.type === type).length;
}

/** The offer of this number that a shift saw, whoever it is for. */
async function offerSeen(shift: Shift, number: number) {
  await until(() => count(shift, "interaction.offered") >= number, `offer ${number} is seen`);
  const offers = shift.events.flatMap((event) => (event.type === "interaction.offered" ? [event.payload] : []));
  const offer = offers[number - 1];
  if (!offer) throw new Error("no offer");
  return offer;
}

const api = (port: number, path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${port}/api/v1${path}`, init);

const json = (method: string, body: unknown, token?: string): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers: { "content-type": "application/json", ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
});

describe("two nodes of a hub, both serving", () => {
  it("tell whether they are ready, who leads, and how far they are", async () => {
    const { leader, follower } = cluster;
    expect(await leader.readiness()).toMatchObject({ status: 200, body: { parts: { redis: true, log: true } } });
    expect(await follower.readiness()).toMatchObject({
      status: 200,
      body: { role: "follows", parts: { redis: true, leader: true, database: true } },
    });
    expect([await leader.metric("tandem_node_leads"), await follower.metric("tandem_node_leads")]).toEqual([1, 0]);
    await until(
      () => leader.hub.lines.filter(({ words }) => words === "a node is there").length === 2,
      "both are there",
    );
    expect(await leader.metric("tandem_node_count")).toBe(2);
    expect(await follower.metric("tandem_node_behind_events")).toBe(0);
  });

  it("offer a contact to the right operator wherever they are linked, and pass it on from node to node", async () => {
    const { leader, follower } = cluster;
    const marina = kept(new Shift("marina", SECRETS.marina, () => follower.port, false));
    const lev = kept(new Shift("lev", SECRETS.lev, () => leader.port, false));
    marina.say("marina-online", "operator.set-status", { status: "online" });
    const visitor = kept(new Visitor("a", SITE_KEY, () => follower.port));
    await visitor.write("Здравствуйте!");
    const { interactionId, offerId, operatorId } = await offerSeen(marina, 1);
    expect(operatorId).toBe("marina");
    expect(await offerSeen(lev, 1)).toEqual(await offerSeen(marina, 1));
    marina.say("refuse", "interaction.refuse-offer", { interactionId, offerId });
    await until(() => count(marina, "interaction.offer-ended") === 1, "it is refused");
    lev.say("lev-online", "operator.set-status", { status: "online" });
    const second = await offerSeen(lev, 2);
    expect(second.operatorId).toBe("lev");
    lev.say("accept", "interaction.accept-offer", { interactionId, offerId: second.offerId });
    lev.say("greet", "message.send", { interactionId, messageId: "greeting", text: "Добрый день!" });
    await until(() => visitor.answers.length === 1, "the visitor reads it");
    lev.say("pass", "interaction.transfer", { interactionId, to: { kind: "operator", operatorId: "marina" } });
    const third = await offerSeen(marina, 3);
    marina.say("take", "interaction.accept-offer", { interactionId, offerId: third.offerId });
    marina.say("answer", "message.send", { interactionId, messageId: "answer", text: "Я вместо коллеги." });
    marina.say("close", "interaction.close", { interactionId });
    await until(() => count(lev, "interaction.closed") === 1, "it is closed");
    await until(() => visitor.answers.length === 2, "the visitor has both");
    expect([...marina.replies.values(), ...lev.replies.values()].every(({ ok }) => ok)).toBe(true);
    const replies = await cluster.query<{ n: string }>("select count(*) as n from commands");
    expect(Number(replies[0]?.n)).toBe(marina.replies.size + lev.replies.size);
    expect([visitor.faults, marina.faults, lev.faults]).toEqual([[], [], []]);
  });

  it("let a desktop go from one to the other with what it has, and give it what it missed", async () => {
    const { leader, follower } = cluster;
    const first = new RawDesktop({ port: leader.port, auth: aHello() });
    const { logId, headSeq } = await first.welcomes.take();
    const reply = await first.command({ commandId: "c-1", name: "operator.set-status", input: { status: "offline" } });
    const seq = reply.ok ? reply.seq : 0;
    await first.eventsUpto(seq);
    first.close();
    // It may know more than the node it comes to, which then reads the log, and begins no new one.
    const second = new RawDesktop({ port: follower.port, auth: aHello({ logId, lastSeq: seq }) });
    const welcome = await second.welcomes.take();
    expect(welcome.logId).toBe(logId);
    expect(
      await second.command({ commandId: "c-1", name: "operator.set-status", input: { status: "offline" } }),
    ).toEqual(reply);
    const next = await second.command({ commandId: "c-2", name: "operator.set-status", input: { status: "online" } });
    await second.eventsUpto(next.ok ? next.seq : 0, seq);
    const third = new RawDesktop({ port: follower.port, auth: aHello({ logId, lastSeq: headSeq, takeOver: true }) });
    await third.welcomes.take();
    await third.eventsUpto(next.ok ? next.seq : 0, headSeq);
    third.close();
    second.close();
  });

  it("have one seat an operator between them", async () => {
    const { leader, follower } = cluster;
    const hello = { login: "lev", secret: SECRETS.lev };
    const office = new RawDesktop({ port: leader.port, auth: aHello({ ...hello, desktopId: "office" }) });
    await office.welcomes.take();
    const home = new RawDesktop({ port: follower.port, auth: aHello({ ...hello, desktopId: "home" }) });
    expect(await home.endings.take()).toBe("seat-taken");
    const taking = new RawDesktop({
      port: follower.port,
      auth: aHello({ ...hello, desktopId: "home", takeOver: true }),
    });
    await taking.welcomes.take();
    expect(await office.endings.take()).toBe("replaced");
    const back = new RawDesktop({ port: leader.port, auth: aHello({ ...hello, desktopId: "office" }) });
    expect(await back.endings.take()).toBe("seat-taken");
    taking.close();
  });

  it("answer HTTP alike, and tell desktops of both what changed", async () => {
    const { leader, follower } = cluster;
    const desktops = [leader.port, follower.port].map(
      (port, index) => new RawDesktop({ port, auth: aHello(index === 0 ? {} : { login: "lev", secret: SECRETS.lev }) }),
    );
    for (const desktop of desktops) await desktop.welcomes.take();
    const signIn = await api(follower.port, "/sign-in", json("POST", { login: "anna", password: CENTRE_SECRETS.anna }));
    const { accessToken } = (await signIn.json()) as { accessToken?: string };
    expect([signIn.status, typeof accessToken]).toEqual([200, "string"]);
    const renamed = await api(follower.port, "/people/lev", json("PATCH", { name: "Лев Новый" }, accessToken));
    expect(renamed.status).toBe(200);
    for (const { teams } of desktops)
      await until(
        () => teams.some(({ operators }) => operators.some(({ name }) => name === "Лев Новый")),
        "it is told",
      );
    const refused = await api(follower.port, "/people", json("GET", undefined));
    expect([refused.status, await refused.json()]).toMatchObject([401, { code: "sign-in-needed" }]);
    expect((await fetch(`http://127.0.0.1:${follower.port}/docs/json`)).status).toBe(200);
    for (const desktop of desktops) desktop.close();
  });

  it("carry a call whose phones are at different nodes", async () => {
    const { leader, follower } = cluster;
    const phone = async (port: number, user: string, password: string) => {
      const client = await RawSipClient.connect({ port, user, password });
      expect((await client.register()).status).toBe(200);
      return client;
    };
    const operator = await phone(follower.port, "1001", SECRETS.marina);
    const desktop = new RawDesktop({ port: follower.port, auth: aHello() });
    await desktop.welcomes.take();
    const online = { commandId: "voice", name: "operator.set-status", input: { status: "online" } };
    expect(await desktop.command(online)).toMatchObject({ ok: true });
    const call = new RawCall(await phone(leader.port, "irina", SECRETS.irina), "700");
    const ring = await RawRing.next(operator);
    ring.answer();
    const talk = await call.answered();
    await ring.acked();
    await desktop.frames.take(({ events }) => events.some(({ type }) => type === "interaction.accepted"));
    expect((await talk.bye()).status).toBe(200);
    await desktop.frames.take(({ events }) => events.some(({ type }) => type === "interaction.ended"));
    desktop.close();
  });
});
