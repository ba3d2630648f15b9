import TelegramServer from "telegram-test-api";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TelegramChannel } from "../../../src-hub/channels/telegram/telegram-channel.ts";
import { systemClock } from "../../../src-hub/clock.ts";
import { FileFolder } from "../../../src-hub/text/file-folder.ts";
import { TextChannelSettings } from "../../../src-shared/domain/text-channel-settings.ts";
import { freeTcpPort } from "../../support/asterisk/free-ports.ts";
import { FakeTelegram } from "../../support/fake-telegram.ts";
import { aFolder, marina, TestHub } from "../hub/support/a-hub.ts";

const IRINA = 7001;
const settings = TextChannelSettings.parse({ queueId: "support", closeAfterMs: null });
const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);

const until = (isSo: () => boolean | Promise<boolean>) =>
  expect.poll(isSo, { timeout: 30_000, interval: 20 }).toBe(true);

let folder: ReturnType<typeof aFolder>;
let stops: (() => Promise<unknown>)[];
beforeEach(() => {
  folder = aFolder();
  stops = [];
});
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  folder.remove();
});

async function aHub(channel: TelegramChannel): Promise<TestHub> {
  const files = new FileFolder(folder.path, null);
  const test = await TestHub.start({ channels: [{ channel, settings }], files });
  stops.push(() => test.stop());
  test.hub.service.desktopLinked(marina, ["text"]);
  await test.choose(marina, { status: "online" });
  return test;
}

const texts = async (test: TestHub) =>
  (await test.events()).flatMap((event) => (event.type === "message.received" ? [event.payload.text] : []));

/** Marina takes what she is offered and answers. */
async function answer(test: TestHub, text: string): Promise<string> {
  await until(async () => (await test.events()).some(({ type }) => type === "interaction.offered"));
  await test.settle();
  const [contact] = test.hub.log.unclosed();
  const { interactionId = "", offers = [] } = contact ?? {};
  await test.command(marina, "interaction.accept-offer", { interactionId, offerId: offers.at(-1)?.offerId });
  await test.command(marina, "message.send", { interactionId, messageId: "answer-1", text });
  return interactionId;
}

const delivered = (test: TestHub, state: string) =>
  until(async () =>
    (await test.events()).some(({ type, payload }) => {
      return type === "message.delivery-changed" && payload.delivery.state === state;
    }),
  );

describe("Telegram as others play it (telegram-test-api)", () => {
  it("customers write, an operator answers and changes the answer", async () => {
    const server = new TelegramServer({ port: await freeTcpPort(), host: "127.0.0.1" });
    await server.start();
    stops.push(() => server.stop());
    const token = "4242:AAtelegramtestapihasnosecretsatall00";
    const client = server.getClient(token, { userId: IRINA, chatId: IRINA, firstName: "Irina", type: "private" });
    const channel = new TelegramChannel({ token, apiRoot: server.config.apiURL, webhookUrl: null, clock: systemClock });
    const test = await aHub(channel);
    await client.sendMessage(client.makeMessage("Где мой заказ?"));
    await client.sendMessage(client.makeMessage("Номер 1427"));
    await until(async () => (await texts(test)).length === 2);
    expect(await texts(test)).toEqual(["Где мой заказ?", "Номер 1427"]);
    await answer(test, "Уже едет");
    await delivered(test, "sent");
    const ofBot = async () =>
      (await client.getUpdatesHistory()).flatMap((update) =>
        "message" in update && "chat_id" in update.message ? [update.message.text] : [],
      );
    expect(await ofBot()).toEqual(["Уже едет"]);
    await test.command(marina, "message.edit", { messageId: "answer-1", text: "Уже приехал" });
    await until(async () => (await ofBot())[0] === "Уже приехал");
  });
});

describe("Telegram as it is documented", () => {
  const start = async (webhookUrl: string | null = null) => {
    const telegram = await FakeTelegram.start();
    stops.push(() => telegram.stop());
    const channel = new TelegramChannel({
      token: telegram.token,
      apiRoot: telegram.url,
      webhookUrl,
      clock: systemClock,
    });
    return { telegram, channel };
  };

  it("a file of a customer is fetched, looked into, and given out by a link for a while", async () => {
    const { telegram, channel } = await start();
    const test = await aHub(channel);
    await telegram.sendDocument(IRINA, { name: "чек.png", type: "application/pdf", bytes: PNG });
    await telegram.sendDocument(IRINA, { name: "чек.exe", type: "image/png", bytes: PNG });
    await answer(test, "Вижу");
    const ids = (await test.events()).flatMap((event) =>
      event.type === "message.received" ? event.payload.attachments.map(({ attachmentId }) => attachmentId) : [],
    );
    const link = async (id: string | undefined) => {
      const reply = await test.hub.service.query(marina, { name: "file.link", input: { attachmentId: id } });
      return `http://127.0.0.1:${test.hub.port}${(reply as { value: { path: string } }).value.path}`;
    };
    const address = await link(ids[0]);
    await until(async () => (await fetch(address)).status === 200);
    const response = await fetch(address);
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(response.headers.get("content-security-policy")).toContain("sandbox");
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(PNG);
    await until(async () => (await fetch(await link(ids[1]))).status === 410);
    for (const forged of [
      address.replace(/signature=(.)/, (_all, first) => `signature=${first === "_" ? "-" : "_"}`),
      address.replace(/until=\d/, "until=9"),
    ])
      expect((await fetch(forged)).status).toBe(404);
    test.clock.advance(5 * 60_000 + 1);
    expect((await fetch(address)).status).toBe(404);
  });

  it("a file of an operator is announced, put, and sent", async () => {
    const { telegram, channel } = await start();
    const test = await aHub(channel);
    await telegram.write(IRINA, { text: "пришлите счёт" });
    const interactionId = await answer(test, "Сейчас");
    const { conversationId } = test.hub.log.unclosed()[0] ?? {};
    const announce = (name: string, size: number) =>
      test.hub.service.query(marina, {
        name: "file.announce",
        input: { conversationId, name, type: "image/png", size },
      });
    expect(await announce("счёт.exe", 5)).toMatchObject({ ok: false, code: "file-refused" });
    expect(await announce("счёт.png", 21 * 1024 * 1024)).toMatchObject({ ok: false, code: "too-large" });
    const announced = (await announce("счёт.png", PNG.length)) as { value: { attachmentId: string; path: string } };
    const { attachmentId, path } = announced.value;
    const send = (messageId: string) =>
      test.command(marina, "message.send", { interactionId, messageId, text: "Вот", attachmentIds: [attachmentId] });
    expect(await send("early")).toMatchObject({ ok: false, code: "unknown-file" });
    const put = () => fetch(`http://127.0.0.1:${test.hub.port}${path}`, { method: "PUT", body: PNG });
    expect((await put()).status).toBe(200);
    expect((await put()).status).toBe(404);
    expect(await send("with-file")).toMatchObject({ ok: true });
    await until(() => telegram.seen(IRINA).length === 2);
    expect(telegram.seen(IRINA)[1]).toMatchObject({ text: "Вот", files: ["счёт.png"] });
  });

  it("waits when it is told to, and sends once", async () => {
    const { telegram, channel } = await start();
    const test = await aHub(channel);
    telegram.tooMany = 1;
    await telegram.write(IRINA, { text: "ау" });
    await answer(test, "Да");
    expect(telegram.seen(IRINA)).toEqual([]);
    await until(() => telegram.tooMany === 0);
    await test.pass(1000);
    await delivered(test, "sent");
    expect(telegram.seen(IRINA)).toHaveLength(1);
  });

  it("what was cut off on its way is told as unknown, and not sent again", async () => {
    const { telegram, channel } = await start();
    const test = await aHub(channel);
    telegram.cutsAfterSend = 1;
    await telegram.write(IRINA, { text: "ау" });
    await answer(test, "Да");
    await delivered(test, "failed");
    await test.pass(120_000);
    expect(telegram.seen(IRINA)).toHaveLength(1);
  });

  it("a webhook that is forged, broken or too large is refused, and a replayed one changes nothing", async () => {
    const port = await freeTcpPort();
    const { telegram, channel } = await start(`http://127.0.0.1:${port}/api/v1/channels/telegram/4242/webhook`);
    const files = new FileFolder(folder.path, null);
    const listen = { host: "127.0.0.1", port };
    const test = await TestHub.start({ channels: [{ channel, settings }], files, listen });
    stops.push(() => test.stop());
    await until(() => telegram.webhookSecret !== null);
    await telegram.write(IRINA, { text: "раз" });
    expect(telegram.posts.map(({ status }) => status)).toEqual([200]);
    const post = (body: string, secret: string | null, path = "telegram/4242") =>
      fetch(`http://127.0.0.1:${port}/api/v1/channels/${path}/webhook`, {
        method: "POST",
        headers: { "content-type": "application/json", ...(secret && { "x-telegram-bot-api-secret-token": secret }) },
        body,
      }).then(({ status }) => status);
    const update = JSON.stringify(telegram.posts[0]?.update);
    const secret = telegram.webhookSecret;
    expect(await post(update, null)).toBe(401);
    expect(await post(update, "guess")).toBe(401);
    expect(await post(update, secret, "telegram/4243")).toBe(404);
    expect(await post(update, secret, "vk/4242")).toBe(404);
    expect(await post("{", secret)).toBe(400);
    expect(await post(`"${"x".repeat(300_000)}"`, secret)).toBe(413);
    expect(await post("[]", secret)).toBe(400);
    for (let round = 0; round < 5; round += 1) expect(await post(update, secret)).toBe(200);
    expect(await texts(test)).toEqual(["раз"]);
  });

  it("groups, other bots and the start button open no contact; what it cannot show is told as such", async () => {
    const { telegram, channel } = await start();
    const test = await aHub(channel);
    await telegram.write(IRINA, { chat: { id: -100, type: "supergroup" }, text: "в группе" });
    await telegram.write(IRINA, { from: { id: 1, is_bot: true, first_name: "bot" }, text: "я бот" });
    await telegram.write(IRINA, { text: "/start" });
    await telegram.tell({ poll_answer: { anything: true } });
    await telegram.tell({ message: { broken: true } });
    await telegram.write(IRINA, { dice: { value: 6 } });
    await telegram.write(IRINA, { sticker: { emoji: "👍" } });
    await until(async () => (await texts(test)).length === 2);
    expect(await texts(test)).toEqual(["[unsupported message]", "👍"]);
    expect(test.hub.log.unclosed()).toHaveLength(1);
  });
});
