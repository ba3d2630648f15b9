import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LinkEphemeral, QueryReply } from "../../../src-shared/link/link-queries.ts";
import { Inbox } from "../../support/inbox.ts";
import { aHello, RawDesktop } from "../hub/support/a-desktop.ts";
import { SECRETS } from "../hub/support/a-hub.ts";
import { TextHub } from "./support/a-text-hub.ts";

let test: TextHub;
let desktops: RawDesktop[];
beforeEach(async () => {
  desktops = [];
  test = await TextHub.start({ secrets: SECRETS });
});
afterEach(async () => {
  for (const desktop of desktops) desktop.close();
  await test.stop();
});

async function aDesktop(login: "marina" | "lev", channels?: readonly string[]): Promise<RawDesktop> {
  const auth = aHello({
    login,
    secret: login === "marina" ? SECRETS.marina : SECRETS.lev,
    ...(channels && { channels }),
  });
  const desktop = new RawDesktop({ port: test.hub.hub.port, auth });
  desktops.push(desktop);
  await desktop.welcomes.take();
  expect(
    await desktop.command({ commandId: `online-${login}`, name: "operator.set-status", input: { status: "online" } }),
  ).toMatchObject({ ok: true });
  return desktop;
}

const typesOf = (desktop: RawDesktop) => desktop.frames.all.flatMap(({ events }) => events.map(({ type }) => type));
/** The feed of desktops that caught up is paced by the hub's clock, which the test moves. */
const told = (desktop: RawDesktop, type: string) =>
  expect
    .poll(
      () => {
        test.hub.clock.advance(50);
        return typesOf(desktop);
      },
      { timeout: 15_000 },
    )
    .toContain(type);

describe("text over the link", () => {
  it("goes to a desktop that can show it, and its words to nobody else", async () => {
    const voiceOnly = await aDesktop("lev");
    const desktop = await aDesktop("marina", ["voice", "text"]);
    const words = new Inbox<LinkEphemeral>("word");
    desktop.socket.on("ephemeral", (raw: unknown) => words.put(LinkEphemeral.parse(raw)));
    await test.channel.write("irina", "где заказ?");
    await told(desktop, "interaction.offered");
    const { events } = await desktop.frames.take(({ events: some }) =>
      some.some(({ type }) => type === "interaction.offered"),
    );
    const offered = events.find((event) => event.type === "interaction.offered");
    const { interactionId, offerId, operatorId } = offered?.payload ?? {};
    expect(operatorId).toBe("marina");
    const accept = { commandId: "accept-1", name: "interaction.accept-offer", input: { interactionId, offerId } };
    expect(await desktop.command(accept)).toMatchObject({ ok: true });
    const say = { commandId: "say-1", name: "message.send", input: { interactionId, messageId: "m-1", text: "Едет" } };
    const replies = [await desktop.command(say), await desktop.command(say)];
    expect(replies[1]).toEqual(replies[0]);
    await told(desktop, "message.delivery-changed");
    expect(test.channel.shown("irina").map(({ text }) => text)).toEqual(["Едет"]);
    await test.channel.write("irina", "спасибо");
    await told(desktop, "message.received");
    await test.channel.tell({ type: "typing", conversation: "irina" });
    const word = await words.take(({ type }) => type === "customer-typing");
    const conversationId = word.type === "customer-typing" ? word.conversationId : null;
    const query = { name: "conversation.read", input: { conversationId } };
    const page = QueryReply.parse(await desktop.socket.timeout(5000).emitWithAck("query", query));
    expect(page).toMatchObject({
      value: { messages: [{ text: "где заказ?" }, { text: "Едет" }, { text: "спасибо" }] },
    });
    expect(QueryReply.parse(await voiceOnly.socket.timeout(5000).emitWithAck("query", query))).toMatchObject({
      ok: false,
    });
    const close = { commandId: "close-1", name: "interaction.close", input: { interactionId } };
    expect(await desktop.command(close)).toMatchObject({ ok: true });
    await told(voiceOnly, "interaction.closed");
    expect(typesOf(voiceOnly).filter((type) => type.startsWith("message."))).toEqual([]);
  });

  it("refuses what is not allowed or not understood, each with its code", async () => {
    const desktop = await aDesktop("marina", ["text"]);
    await test.channel.write("irina", "где заказ?");
    const ask = (name: string, input: unknown) =>
      desktop.command({ commandId: `${name}-${JSON.stringify(input).length}`, name, input });
    const nobody = { interactionId: "nobody" };
    expect(await ask("interaction.accept-offer", { ...nobody, offerId: "o" })).toMatchObject({ code: "offer-gone" });
    expect(await ask("interaction.close", nobody)).toMatchObject({ code: "unknown-interaction" });
    expect(await ask("message.send", { ...nobody, messageId: "m", text: "x" })).toMatchObject({
      code: "unknown-interaction",
    });
    expect(await ask("message.send", { ...nobody, messageId: "m", text: "x".repeat(4097) })).toMatchObject({
      code: "bad-input",
    });
    expect(await ask("message.edit", { messageId: "m", text: "x" })).toMatchObject({ code: "unknown-message" });
    const odd: unknown = await desktop.socket.timeout(5000).emitWithAck("query", { name: "toString", input: {} });
    expect(odd).toMatchObject({ ok: false, code: "unknown-command" });
    const wrong: unknown = await desktop.socket.timeout(5000).emitWithAck("query", "?");
    expect(wrong).toMatchObject({ ok: false, code: "bad-input" });
  });
});
