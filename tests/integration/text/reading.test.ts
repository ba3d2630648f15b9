import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isOpen } from "../../../src-shared/domain/interaction.ts";
import { Team } from "../../../src-shared/domain/team.ts";
import { countUnread } from "../../../src-shared/domain/unread.ts";
import type { OperatorId } from "../../../src-shared/ids.ts";
import {
  type ContactRecord,
  ConversationCard,
  type ConversationHits,
  ConversationList,
  ConversationPage,
} from "../../../src-shared/link/conversation-queries.ts";
import type { LinkEphemeral, LinkQueryName } from "../../../src-shared/link/link-queries.ts";
import { lev, marina, TEAM } from "../hub/support/a-hub.ts";
import { ApiClient, refusalOf } from "../hub/support/api-client.ts";
import { ENGINES, Stores } from "../hub/support/stores.ts";
import { TextHub } from "./support/a-text-hub.ts";

const CHEAP = { memoryKib: 64, passes: 1, lanes: 1 };
const SECRETS = { marina: "marina-secret", lev: "lev-secret-1" };
const LED = Team.parse({
  ...TEAM,
  operators: TEAM.operators.map((one) => (one.operatorId === "marina" ? { ...one, role: "supervisor" } : one)),
});

async function ask<Value>(test: TextHub, operatorId: OperatorId, name: LinkQueryName, input: unknown): Promise<Value> {
  const reply = await test.hub.hub.service.query(operatorId, { name, input });
  if (!reply.ok) throw new Error(reply.code);
  return reply.value as Value;
}

const asked = (test: TextHub, operatorId: OperatorId, name: LinkQueryName, input: unknown) =>
  test.hub.hub.service.query(operatorId, { name, input });

const list = async (test: TextHub, operatorId: OperatorId, scope: "mine" | "waiting" | "all" = "mine") =>
  ConversationList.parse(await ask(test, operatorId, "conversation.list", { scope }));

/** The pages of a conversation, walked from one end to the other. */
async function walk(test: TextHub, conversationId: string, from: "newest" | "oldest"): Promise<readonly string[]> {
  const texts: string[] = [];
  let at: { readonly beforeSeq?: number; readonly afterSeq?: number } = from === "newest" ? {} : { afterSeq: 1 };
  for (;;) {
    const input = { conversationId, limit: 3, ...at };
    const page = ConversationPage.parse(await ask(test, lev, "conversation.read", input));
    const some = page.messages.map(({ text }) => text);
    if (from === "newest") texts.unshift(...some);
    else texts.push(...some);
    const next = from === "newest" ? page.nextBeforeSeq : page.nextAfterSeq;
    if (next === null) return texts;
    at = from === "newest" ? { beforeSeq: next } : { afterSeq: next };
  }
}

const stores = new Stores();
afterAll(() => stores.stop());

describe.each(ENGINES)("conversations on %s", (engine) => {
  let test: TextHub;
  let api: ApiClient;
  const told: LinkEphemeral[] = [];
  beforeAll(async () => {
    const database = await (await stores.place(engine)).open();
    test = await TextHub.start({ team: LED, secrets: SECRETS, passwordCost: CHEAP, database });
    api = new ApiClient(test.hub.hub.port);
    test.hub.hub.service.onEphemeral((operatorId, word) => {
      if (operatorId === lev) told.push(word);
    });
  });
  afterAll(() => test.stop());

  it("are listed, opened, paged both ways and searched by who may see them", async () => {
    await test.putOnline(lev);
    for (const text of ["Здравствуйте", "Где мой ЗАКАЗ?", "Ещё жду", "Ёлку тоже", "номер 1427"])
      await test.write("irina", text);
    const { conversations: waiting } = await list(test, marina, "waiting");
    expect(waiting).toMatchObject([{ unread: 5, contact: { state: "offered" }, last: { preview: "номер 1427" } }]);
    const contact = await test.accept(lev);
    const { conversationId, interactionId } = contact;
    await test.say(lev, interactionId, "Ищу заказ");
    expect(await list(test, lev)).toMatchObject({
      unreadTotal: 5,
      conversations: [{ conversationId, unread: 5, channel: "chat", customer: { name: "Ирина Сомова" } }],
    });
    const all = ["Здравствуйте", "Где мой ЗАКАЗ?", "Ещё жду", "Ёлку тоже", "номер 1427", "Ищу заказ"];
    expect(await walk(test, conversationId, "newest")).toEqual(all);
    expect(await walk(test, conversationId, "oldest")).toEqual(all);
    const hits = async (text: string) =>
      (await ask<ConversationHits>(test, lev, "conversation.search", { conversationId, text })).messages.map(
        (message) => message.text,
      );
    expect(await hits("заказ")).toEqual(["Ищу заказ", "Где мой ЗАКАЗ?"]);
    expect(await hits("еще")).toEqual(["Ещё жду"]);
    expect(await hits("возврат")).toEqual([]);
    const first = await ask<ConversationHits>(test, lev, "conversation.search", {
      conversationId,
      text: "е",
      limit: 1,
    });
    expect(first.nextBeforeSeq).not.toBeNull();
    await test.command(lev, "interaction.set-note", { interactionId, text: "Ждёт ёлку" });
    await test.command(lev, "interaction.close", { interactionId });
    const card = ConversationCard.parse(await ask(test, lev, "conversation.get", { conversationId }));
    expect(card).toMatchObject({
      contact: null,
      unread: 0,
      contacts: [{ interactionId, result: "answered", notes: [{ operatorId: "lev", text: "Ждёт ёлку" }] }],
    });
    const record = await ask<ContactRecord>(test, marina, "interaction.read", { interactionId });
    expect(record.notes).toMatchObject([{ text: "Ждёт ёлку" }]);
  });

  it("are not there for who has no part in them", async () => {
    await test.write("petr", "секрет");
    const { conversationId } = await test.accept(lev);
    // Lev's chat is nobody else's, but Marina leads the team.
    expect((await list(test, marina)).conversations).toEqual([]);
    expect((await list(test, marina, "all")).conversations).toHaveLength(2);
    expect(await asked(test, marina, "conversation.read", { conversationId })).toMatchObject({ ok: true });
    await test.putOnline(marina);
    await test.command(lev, "operator.set-status", { status: "offline" });
    await test.write("olga", "мне к Марине");
    const hers = await test.accept(marina);
    for (const name of [
      "conversation.get",
      "conversation.read",
      "conversation.typing",
      "conversation.viewing",
    ] as const)
      expect(await asked(test, lev, name, { conversationId: hers.conversationId })).toMatchObject({
        code: "unknown-conversation",
      });
    const search = { conversationId: hers.conversationId, text: "мне" };
    expect(await asked(test, lev, "conversation.search", search)).toMatchObject({ code: "unknown-conversation" });
    expect(await asked(test, lev, "conversation.get", { conversationId: "nobody" })).toMatchObject({ ok: false });
    const read = { conversationId: hers.conversationId, uptoSeq: 9 };
    expect(await test.command(lev, "conversation.read-up-to", read)).toMatchObject({ code: "unknown-conversation" });
    const ids = (await list(test, lev, "all")).conversations.map((one) => one.conversationId);
    expect(ids).not.toContain(hers.conversationId);
    expect(ids).toHaveLength(2);
  });

  it("the same stands under /api/v1, by the caller's rights", async () => {
    const tokens = {
      marina: (await api.signedIn("marina", SECRETS.marina)).accessToken,
      lev: (await api.signedIn("lev", SECRETS.lev)).accessToken,
    };
    const all = ConversationList.parse((await api.get("/conversations?scope=all&limit=2", tokens.marina)).body);
    expect(all.conversations).toHaveLength(2);
    const next = await api.get(`/conversations?scope=all&limit=2&beforeSeq=${all.nextBeforeSeq}`, tokens.marina);
    const rest = ConversationList.parse(next.body);
    expect(rest.conversations).toHaveLength(1);
    expect(rest.nextBeforeSeq).toBeNull();
    const hers = all.conversations[0]?.conversationId;
    expect(await api.get(`/conversations/${hers}/messages?limit=1`, tokens.marina)).toMatchObject({
      status: 200,
      body: { messages: [{ text: "мне к Марине" }] },
    });
    expect(refusalOf(await api.get(`/conversations/${hers}`, tokens.lev))).toEqual([404, "unknown-conversation"]);
    expect(refusalOf(await api.get(`/conversations/${hers}`))).toEqual([401, "sign-in-needed"]);
    expect(refusalOf(await api.get("/interactions/nobody", tokens.lev))).toEqual([404, "unknown-interaction"]);
    expect((await api.get(`/conversations/${hers}/search?text=`, tokens.marina)).status).toBe(400);
    expect(await api.get(`/conversations/${hers}/search?text=марине`, tokens.marina)).toMatchObject({ status: 200 });
  });

  it("are told as unread until they are read, and a mark never hides what is still to come", async () => {
    await test.command(lev, "operator.set-status", { status: "online" });
    await test.command(marina, "operator.set-status", { status: "offline" });
    told.length = 0;
    await test.write("anna", "раз");
    const { conversationId } = await test.accept(lev);
    const unread = async () =>
      (await list(test, lev)).conversations.find((one) => one.conversationId === conversationId);
    await test.write("anna", "два");
    expect(await unread()).toMatchObject({ unread: 2 });
    const read = { conversationId, uptoSeq: 2_000_000_000 };
    expect(await test.command(lev, "conversation.read-up-to", read)).toMatchObject({ ok: true });
    expect(await unread()).toMatchObject({ unread: 0 });
    await test.write("anna", "три");
    expect(await unread()).toMatchObject({ unread: 1 });
    const last = () => told.findLast((word) => word.type === "unread");
    expect(last()).toMatchObject({ conversations: expect.arrayContaining([expect.objectContaining({ unread: 1 })]) });
    await ask(test, marina, "conversation.viewing", { conversationId });
    expect(told.at(-1)).toEqual({ type: "colleague-viewing", conversationId, operatorId: marina, isTyping: false });
  });
});

it("what is unread is always what the log says, and the total is the sum", { timeout: 120_000 }, async () => {
  const customers = ["irina", "petr", "olga"] as const;
  const step = fc.oneof(
    fc.record({ what: fc.constant("write" as const), customer: fc.constantFrom(...customers) }),
    fc.record({ what: fc.constant("delete" as const), at: fc.nat(9) }),
    fc.record({ what: fc.constant("accept" as const), who: fc.constantFrom(marina, lev) }),
    fc.record({ what: fc.constant("read" as const), who: fc.constantFrom(marina, lev), at: fc.nat(30) }),
    fc.record({ what: fc.constant("close" as const), at: fc.nat(3) }),
    fc.record({ what: fc.constant("transfer" as const), at: fc.nat(3) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const test = await TextHub.start({ team: LED, settings: { messagesAtOnce: 1000 } });
      try {
        await test.putOnline(marina, lev);
        for (const one of steps) {
          await take(test, one);
          await agrees(test);
        }
      } finally {
        await test.stop();
      }
    }),
    { numRuns: 15 },
  );
});

type Step = {
  readonly what: "write" | "delete" | "accept" | "read" | "close" | "transfer";
  readonly customer?: string;
  readonly who?: OperatorId;
  readonly at?: number;
};

async function take(test: TextHub, { what, customer = "", who = lev, at = 0 }: Step): Promise<void> {
  const messages = await test.messages();
  const open = test.hub.hub.log.unclosed();
  const one = open[at % Math.max(1, open.length)];
  if (what === "write") await test.write(customer, "слово");
  else if (what === "accept") await test.accept(who).catch(() => null);
  else if (what === "read") {
    const message = messages[at % Math.max(1, messages.length)];
    const input = { conversationId: message?.conversationId ?? "none", uptoSeq: message?.seq ?? 0 };
    await test.command(who, "conversation.read-up-to", input);
  } else if (what === "delete") {
    const message = messages.filter(({ from }) => from === "customer")[at];
    const said = (await test.hub.events()).find(
      (event) => event.type === "message.received" && event.payload.messageId === message?.messageId,
    );
    const about = one?.customer.address.slice("chat:".length);
    if (said?.type === "message.received" && about)
      await test.channel.tell({ type: "deleted", conversation: about, message: said.payload.channelMessageId });
  } else if (one?.operatorId && what === "close")
    await test.command(one.operatorId, "interaction.close", { interactionId: one.interactionId });
  else if (one?.operatorId) {
    const to = { kind: "queue", queueId: "support" };
    await test.command(one.operatorId, "interaction.transfer", { interactionId: one.interactionId, to });
  }
  await test.settle();
}

async function agrees(test: TextHub): Promise<void> {
  const [messages, events] = [await test.messages(), await test.hub.events()];
  for (const operatorId of [marina, lev]) {
    const marks = new Map<string, number>();
    for (const { type, payload } of events)
      if (type === "conversation.read-up-to" && payload.operatorId === operatorId)
        marks.set(payload.conversationId, payload.uptoSeq);
    const { conversations, unreadTotal } = await list(test, operatorId, "all");
    for (const { conversationId, contact, unread, readUptoSeq } of conversations) {
      expect(readUptoSeq).toBe(marks.get(conversationId) ?? 0);
      const own = messages.filter((message) => message.conversationId === conversationId);
      expect(unread).toBe(countUnread(own, { interactionId: contact?.interactionId ?? null, readUptoSeq }));
    }
    const mine = test.hub.hub.log.unclosed().filter((one) => isOpen(one) && one.operatorId === operatorId);
    const sum = mine.reduce((total, { interactionId, conversationId }) => {
      const readUptoSeq = marks.get(conversationId ?? "") ?? 0;
      return total + countUnread(messages, { interactionId, readUptoSeq });
    }, 0);
    expect(unreadTotal).toBe(sum);
  }
}
