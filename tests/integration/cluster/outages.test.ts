import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CENTRE_SECRETS, SITE_KEY, TestCluster } from "../../support/cluster/a-cluster.ts";
import { Shift } from "../../support/cluster/a-shift.ts";
import { Visitor } from "../../support/cluster/a-visitor.ts";
import { TestNginx } from "../../support/cluster/an-nginx.ts";
import { until } from "../../support/until.ts";
import { aHello, RawDesktop } from "../hub/support/a-desktop.ts";

let cluster: TestCluster;
beforeAll(async () => {
  cluster = await TestCluster.start(2);
}, 120_000);
afterAll(() => cluster[Symbol.asyncDispose]());

describe("two nodes of a hub whose Redis dies", () => {
  it("say so, keep their links, and go on by themselves when it is back", async () => {
    const { leader, follower } = cluster;
    const near = new RawDesktop({ port: leader.port, auth: aHello({ login: "lev", secret: CENTRE_SECRETS.lev }) });
    const far = new RawDesktop({ port: follower.port, auth: aHello() });
    for (const desktop of [near, far]) await desktop.welcomes.take();
    await cluster.redis.kill();
    await until(() => follower.hub.said("redis is lost") && leader.hub.said("redis is lost"), "they notice");
    expect(await follower.readiness()).toMatchObject({
      status: 503,
      body: { parts: { redis: false, database: true } },
    });
    expect(await leader.readiness()).toMatchObject({ status: 200, body: { parts: { redis: false } } });
    expect([await leader.metric("tandem_node_redis_up"), await follower.metric("tandem_node_redis_up")]).toEqual([
      0, 0,
    ]);
    const online = { name: "operator.set-status", input: { status: "online" } };
    expect(await near.command({ commandId: "near", ...online })).toMatchObject({ ok: true });
    const waiting = far.command({ commandId: "far", ...online });
    const late = new RawDesktop({ port: follower.port, auth: aHello() });
    await late.endings.take();
    await cluster.redis.revive();
    expect(await waiting).toMatchObject({ ok: true });
    expect([near.endings.all, far.endings.all]).toEqual([[], []]);
    expect(await follower.readiness()).toMatchObject({ status: 200 });
    near.close();
    far.close();
  });
});

describe("two nodes of a hub, one of which dies", () => {
  it("keep the links of the other, which leads from then on, and answer once what was asked meanwhile", async () => {
    const { leader, follower } = cluster;
    const desktop = new RawDesktop({ port: follower.port, auth: aHello() });
    const { logId } = await desktop.welcomes.take();
    await leader.kill();
    const command = { commandId: "meanwhile", name: "operator.set-status", input: { status: "online" } };
    const reply = await desktop.command(command);
    expect(reply).toMatchObject({ ok: true });
    await until(() => follower.leads, "the other leads");
    expect(desktop.endings.all).toEqual([]);
    expect(await desktop.command(command)).toEqual(reply);
    leader.restart();
    await leader.ready();
    const other = new RawDesktop({ port: leader.port, auth: aHello({ login: "lev", secret: CENTRE_SECRETS.lev }) });
    expect((await other.welcomes.take()).logId).toBe(logId);
    desktop.close();
    other.close();
  });
});

describe("nginx before two nodes, as the administrator's guide has it", () => {
  it("leads desktops, the site chat and HTTP to nodes that serve, also when one dies", async () => {
    const { leader } = cluster;
    await using nginx = await TestNginx.before(cluster.nodes);
    const shifts = (["marina", "lev"] as const).map(
      (login) => new Shift(login, CENTRE_SECRETS[login], () => nginx.port),
    );
    const visitor = new Visitor("a", SITE_KEY, () => nginx.port);
    for (const shift of shifts) shift.say(`${shift.login}-on`, "operator.set-status", { status: "online" });
    await visitor.write("Здравствуйте!");
    await until(() => visitor.answers.length === 1, "it is answered");
    const about = () => fetch(`http://127.0.0.1:${nginx.port}/api/v1/about`);
    expect((await about()).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${nginx.port}/metrics`)).status).toBe(403);
    await leader.kill();
    await visitor.write("Вы тут?");
    await until(() => visitor.answers.length === 2, "it is answered by who is left");
    // nginx leaves a node alone for a second that answered 503 while the lease changed hands.
    await expect.poll(async () => (await about()).status).toBe(200);
    leader.restart();
    await leader.ready();
    for (const end of [...shifts, visitor]) {
      expect(end.faults).toEqual([]);
      end.stop();
    }
  });
});

describe("two nodes of a hub that are stopped", () => {
  it("stop one by one, and let the next one lead", async () => {
    const { leader, follower } = cluster;
    const desktop = new RawDesktop({ port: follower.port, auth: aHello() });
    await desktop.welcomes.take();
    expect(await leader.hub.kill("SIGTERM")).toBe(0);
    await until(() => follower.leads, "the other leads");
    expect(desktop.endings.all).toEqual([]);
    expect(await follower.hub.kill("SIGTERM")).toBe(0);
  });
});
