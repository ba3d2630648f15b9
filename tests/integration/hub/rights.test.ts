import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { hasRight, Right, Role } from "../../../src-shared/domain/rights.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import { LinkCommands } from "../../../src-shared/link/link-contract.ts";
import { LinkQueries } from "../../../src-shared/link/link-queries.ts";
import { SiteSettings } from "../../../src-shared/site-chat/site-settings.ts";
import { aHello, RawDesktop } from "./support/a-desktop.ts";
import { TEAM, TestHub } from "./support/a-hub.ts";
import { type Answer, ApiClient } from "./support/api-client.ts";
import { COMMAND_RIGHTS, QUERY_RIGHTS, ROUTE_RIGHTS } from "./support/rights-table.ts";

// Cell by cell: every route of the API, command and query of the link, for every role. What each of them takes stands in
// a table of its own (support/rights-table.ts): one that is new, or asks for another right, fails here until it says so.

const ROLES = Role.options;
/** One of the team for each role; their secret is `ROLE-secret`. */
const TRIO = Team.parse({
  ...TEAM,
  operators: ROLES.map((role, index) => ({ operatorId: role, name: role, extension: `100${index}`, role })),
  queues: TEAM.queues.map((queue) => ({ ...queue, members: ["operator"] })),
});
const SECRETS = Object.fromEntries(ROLES.map((role) => [role, `${role}-secret`]));
const SITE = SiteSettings.parse({
  key: "coffee-and-tea",
  name: "Кофе",
  title: { ru: "Кофе", en: "Coffee" },
  origins: ["https://coffee.example"],
  queueId: "support",
});
const METHODS = ["get", "post", "put", "patch", "delete", "head"];
const Document = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ "x-right": z.string().optional() }))),
});

let hub: TestHub;
let api: ApiClient;
let documented: ReadonlyMap<string, string | undefined>;

beforeAll(async () => {
  hub = await TestHub.start({
    team: TRIO,
    secrets: SECRETS,
    passwordCost: { memoryKib: 64, passes: 1, lanes: 1 },
    // With a site, so that the routes of its chat are there as well.
    sites: [SITE],
  });
  api = new ApiClient(hub.hub.port);
  const { paths } = Document.parse((await api.call("GET", "/docs/json")).body);
  documented = new Map(
    Object.entries(paths).flatMap(([path, operations]) =>
      METHODS.flatMap((method) => {
        const operation = operations[method];
        return operation ? [[`${method.toUpperCase()} ${path}`, operation["x-right"]] as const] : [];
      }),
    ),
  );
});
afterAll(() => hub.stop());

describe("routes", () => {
  it("each that is documented has its row, with the right it takes", () => {
    const underApi = [...documented].filter(([route]) => route.includes(" /api/v1/"));
    expect(Object.fromEntries(underApi)).toEqual(ROUTE_RIGHTS);
    for (const right of Object.values(ROUTE_RIGHTS)) expect([...Right.options, "anyone"]).toContain(right);
  });

  it("nobody who is not signed in gets past the door, whatever is sent", async () => {
    for (const [route, right] of Object.entries(ROUTE_RIGHTS)) {
      const answers = [await call(route), await call(route, "not.a.token")];
      const codes = answers.map(codeOf);
      if (right === "anyone") for (const code of codes) expect([route, code]).not.toEqual([route, "sign-in-needed"]);
      else expect([route, ...codes]).toEqual([route, "sign-in-needed", "bad-token"]);
    }
  });

  it.each(ROLES)("%s: what is allowed reaches its handler, what is not is refused by its code", async (role) => {
    let token = await tokenOf(role);
    for (const [route, right] of Object.entries(ROUTE_RIGHTS)) {
      if (right === "anyone") continue;
      const answer = await call(route, token);
      const isAllowed = hasRight(role, right);
      const cell = [route, role, isAllowed];
      if (!isAllowed) expect([...cell, answer.status, codeOf(answer)]).toEqual([...cell, 403, "not-allowed"]);
      else {
        expect([...cell, answer.status >= 500]).toEqual([...cell, false]);
        for (const code of ["not-allowed", "sign-in-needed", "bad-token", "password-must-be-changed"])
          expect([...cell, codeOf(answer)]).not.toEqual([...cell, code]);
      }
      // Some of them end the session they were asked by.
      if (isAllowed && route.includes("/sign-out")) token = await tokenOf(role);
    }
  });
});

describe("the link", () => {
  it("each command and query has its row, with the right it takes", () => {
    expect(rightsOf(LinkCommands)).toEqual(COMMAND_RIGHTS);
    expect(rightsOf(LinkQueries)).toEqual(QUERY_RIGHTS);
  });

  it.each(ROLES)("%s: what is allowed reaches its handler, what is not is refused by its code", async (role) => {
    const desktop = new RawDesktop({
      port: hub.hub.port,
      auth: aHello({ login: role, secret: `${role}-secret` }),
    });
    await desktop.welcomes.take();
    const check = (name: string, right: Right, reply: { readonly ok: boolean; readonly code?: string }) => {
      const cell = [name, role];
      const { code = "done" } = reply;
      if (!hasRight(role, right)) expect([...cell, code]).toEqual([...cell, "not-allowed"]);
      else
        for (const other of ["not-allowed", "unknown-command", "hub-fault", "too-many-commands"])
          expect([...cell, code]).not.toEqual([...cell, other]);
      // As many as a person never sends: each in its own second.
      hub.clock.advance(1000);
    };
    for (const [name, right] of Object.entries(COMMAND_RIGHTS))
      check(name, right, await desktop.command({ commandId: `${role}-${name}`, name, input: {} }));
    for (const [name, right] of Object.entries(QUERY_RIGHTS)) {
      const reply: unknown = await desktop.socket.timeout(5000).emitWithAck("query", { name, input: {} });
      check(name, right, z.object({ ok: z.boolean(), code: z.string().optional() }).parse(reply));
    }
    const unknown = await desktop.command({ commandId: `${role}-x`, name: "hub.stop", input: {} });
    expect(unknown).toMatchObject({ ok: false, code: "unknown-command" });
    desktop.close();
  });
});

/** With ids of nobody and nothing, and without a body: what is allowed is refused for that, or answers. */
function call(route: string, token?: string): Promise<Answer> {
  const [method = "", path = ""] = route.split(" ");
  const address = path.replace(/\{[^}]+\}/g, "nobody-here");
  return api.call(method, address, method === "GET" || method === "DELETE" ? undefined : {}, token);
}

function codeOf({ body }: Answer): string | null {
  return z.object({ code: z.string() }).safeParse(body).data?.code ?? null;
}

async function tokenOf(role: Role): Promise<string> {
  return (await api.signedIn(role, `${role}-secret`)).accessToken;
}

function rightsOf(contract: Readonly<Record<string, { readonly right: Right }>>): Record<string, Right> {
  return Object.fromEntries(Object.entries(contract).map(([name, { right }]) => [name, right]));
}
