import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { LinkCommands, LinkReply } from "../../../src-shared/link/link-contract.ts";
import { LinkQueries, QueryReply } from "../../../src-shared/link/link-queries.ts";
import { type DocumentedRoute, InputTown } from "../../support/bad-input/input-town.ts";
import { NASTY_TEXTS, NOT_TEXTS } from "../../support/bad-input/nasty-texts.ts";
import { documentedRoutes } from "../../support/bad-input/open-api.ts";
import { type Known, samplesOf, textPlaces, withAt } from "../../support/bad-input/schema-samples.ts";
import { ENGINES, Stores } from "../hub/support/stores.ts";

// What is tried is read from the hub's own document and from the contract of the link: a new route, command or field is
// tried by itself.

const stores = new Stores();
afterAll(() => stores.stop());

/** Asks with an input; true when it was refused as bad input. */
type Attempt = (what: string, input: unknown) => Promise<boolean>;

/** These three are refused only by a field that is no free text: the others would be refused as well. */
const PROBES: readonly string[] = ["SQL, single quotes", "four bytes", "NUL"];

/** Every sample of a schema, and each place of a text in them once with every bad thing. */
async function tryAll(schema: unknown, known: Known, attempt: Attempt): Promise<void> {
  const tried = new Set<string>();
  for (const sample of samplesOf(schema, known)) {
    await attempt("a plain sample", sample);
    for (const place of textPlaces(sample)) {
      const name = place.join(".");
      if (tried.has(name)) continue;
      tried.add(name);
      const put = (what: string, value: unknown) => attempt(`${what} in ${name}`, withAt(sample, place, value));
      await put("something else", NOT_TEXTS[tried.size % NOT_TEXTS.length]);
      const texts = Object.entries(NASTY_TEXTS);
      let isFree = false;
      for (const [what, text] of texts) if (PROBES.includes(what) && !(await put(what, text))) isFree = true;
      for (const [what, text] of isFree ? texts : []) if (!PROBES.includes(what)) await put(what, text);
    }
  }
  await attempt("nothing", undefined);
  for (const value of NOT_TEXTS) await attempt(JSON.stringify(value), value);
}

/** What takes away what the others are about comes last. */
const ENDS = /^(?:DELETE|interaction\.close|interaction\.transfer|interaction\.refuse-offer|customer\.erase)/;
const endsLast = (left: string, right: string) => Number(ENDS.test(left)) - Number(ENDS.test(right));

describe.each(ENGINES)("on %s", (engine) => {
  let town: InputTown;
  beforeEach(async () => {
    town = await InputTown.open(await (await stores.place(engine)).open());
  });
  afterEach(() => town.close());

  test("no field of any route makes the hub fail: it is taken, or refused in words", async () => {
    const broken: string[] = [];
    let asked = 0;
    const ask = async (route: DocumentedRoute, what: string, path: string, body?: string) => {
      asked += 1;
      const answer = await town.ask(route.method, path, body);
      const isTyped = answer.status < 400 || Refusal.safeParse(answer.body).success;
      if (answer.status >= 500 || !isTyped || answer.isInjected)
        broken.push(
          `${route.method} ${route.path}, ${what}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`,
        );
      return answer.status === 400;
    };
    const routes = await documentedRoutes(town.url);
    for (const route of [...routes].sort((left, right) => endsLast(left.method, right.method))) {
      const plain = town.pathOf(route);
      if (route.body !== undefined)
        await tryAll(route.body, town.known, (what, body) =>
          ask(route, what, plain, body === undefined ? body : JSON.stringify(body)),
        );
      for (const place of [...route.inPath, ...route.inQuery.map(({ name }) => name)])
        for (const [what, text] of Object.entries(NASTY_TEXTS))
          await ask(route, `${what} in ${place}`, town.pathOf(route, { [place]: text }));
      for (const body of [
        "{",
        '{"a":',
        "[".repeat(30_000),
        '{"__proto__":{"role":"administrator"}}',
        "x".repeat(70_000),
      ])
        await ask(route, `a body like ${body.slice(0, 20)}`, plain, body);
    }
    expect(broken).toEqual([]);
    expect(asked).toBeGreaterThan(1000);
    await town.expectSound();
  }, 900_000);

  test("no field of any command or question of the link makes the hub fail", async () => {
    const broken: string[] = [];
    const taken = new Set<string>();
    const all = [
      ...Object.entries(LinkCommands).map(
        ([name, { input }]) => ({ event: "command", name, input, Reply: LinkReply }) as const,
      ),
      ...Object.entries(LinkQueries).map(
        ([name, { input }]) => ({ event: "query", name, input, Reply: QueryReply }) as const,
      ),
    ];
    for (const { event, name, input, Reply } of all.sort((left, right) => endsLast(left.name, right.name))) {
      const schema = z.toJSONSchema(input, { io: "input", unrepresentable: "any" });
      await tryAll(schema, town.known, async (what, value) => {
        const raw = await town.say(event, name, value);
        const reply = Reply.safeParse(raw);
        const code = reply.success && !reply.data.ok ? reply.data.code : null;
        if (!reply.success || code === "hub-fault")
          broken.push(`${name}, ${what}: ${JSON.stringify(raw).slice(0, 200)}`);
        else if (reply.data.ok) taken.add(name);
        return code === "bad-input";
      });
    }
    for (const [what, text] of Object.entries(NASTY_TEXTS))
      for (const envelope of [
        { commandId: text, name: "operator.set-status", input: {} },
        { commandId: "a", name: text },
        text,
      ])
        if (!LinkReply.safeParse(await town.sayRaw("command", envelope)).success) broken.push(`the envelope: ${what}`);
    expect(broken).toEqual([]);
    // Bad words were not all refused before anybody looked at them.
    const REACHED = [
      "operator.set-status",
      "interaction.set-note",
      "interaction.set-outcome",
      "message.send",
      "message.edit",
      "conversation.read",
    ];
    expect(REACHED.filter((name) => !taken.has(name))).toEqual([]);
    await town.expectSound();
  }, 900_000);
});
