import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ChannelIncoming, IntakeReply, TextChannel } from "../../src-hub/channels/channel.ts";
import { MESSAGE_TEXT_LIMIT } from "../../src-shared/domain/message-limits.ts";
import { MessageId } from "../../src-shared/ids.ts";
import { Inbox } from "./inbox.ts";

/** What a customer sees of a message of ours. */
export type SeenMessage = { readonly text: string; readonly files: readonly string[] };

/** Customers around a channel adapter; each adapter brings its own. A customer is a name: «irina», «petr». */
export interface ChannelStage {
  readonly channel: TextChannel;
  /** The customer writes; answers when the peer has it, which may be before the adapter told of it. */
  write(customer: string, text: string): Promise<void>;
  /** The customer changes their last message; null: this channel's customers cannot. */
  readonly edit: ((customer: string, text: string) => Promise<void>) | null;
  /** The customer sends a file; null: they cannot, or the peer of the test knows no files. */
  readonly sendFile: ((customer: string, file: SentFile) => Promise<void>) | null;
  /** Tells again what was told last (a webhook sent again); null: the channel cannot. */
  readonly replay: (() => Promise<void>) | null;
  /** What the customer sees of ours, in order. */
  seen(customer: string): Promise<readonly SeenMessage[]>;
  /** The customer wants to hear no more; null: they cannot say so. */
  readonly block: ((customer: string) => Promise<void>) | null;
  /** The peer is gone for a while. */
  setUnreachable(isUnreachable: boolean): Promise<void>;
  stop(): Promise<void>;
}

export type SentFile = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

type Told<T extends ChannelIncoming["type"]> = Extract<ChannelIncoming, { type: T }>;

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);

/** The port's promises, the same for the fake and for every channel. */
export function describeChannel(name: string, makeStage: () => Promise<ChannelStage>): void {
  describe(`${name} keeps the port's promises`, () => {
    let stage: ChannelStage;
    let told: Inbox<ChannelIncoming>;
    let reply: IntakeReply;
    let sent: number;

    beforeEach(async () => {
      stage = await makeStage();
      told = new Inbox("word of the channel");
      reply = { ok: true, isReplay: false };
      sent = 0;
      await stage.channel.start(async (incoming) => {
        told.put(incoming);
        return reply;
      });
    });
    afterEach(() => stage.stop());

    const next = <T extends ChannelIncoming["type"]>(type: T) =>
      told.take((incoming) => incoming.type === type) as Promise<Told<T>>;
    /** A conversation begins with the customer. */
    const talkWith = async (customer: string): Promise<string> => {
      await stage.write(customer, "добрый день");
      return (await next("received")).conversation;
    };
    const message = (conversation: string, text: string, files: readonly SentFile[] = []) => {
      sent += 1;
      return { messageId: MessageId.parse(`message-${sent}`), conversation, text, files };
    };

    test("a customer's message is told with ids, text and who wrote", async () => {
      await stage.write("irina", "где мой заказ? 📦\nномер 1427");
      const received = await next("received");
      expect(received).toMatchObject({ text: "где мой заказ? 📦\nномер 1427", files: [] });
      for (const id of [received.conversation, received.message, received.customer.id]) {
        expect(id.length).toBeGreaterThan(0);
        expect(id.length).toBeLessThanOrEqual(256);
      }
      expect(Number.isSafeInteger(received.sentAtMs)).toBe(true);
    });

    test("messages come in order, one conversation a customer, no id twice", async () => {
      for (const text of ["раз", "два", "три"]) await stage.write("irina", text);
      await stage.write("petr", "я другой");
      const received = [];
      for (let count = 0; count < 4; count += 1) received.push(await next("received"));
      const [irina, petr] = [
        received.filter(({ text }) => text !== "я другой"),
        received.find(({ text }) => text === "я другой"),
      ];
      expect(irina.map(({ text }) => text)).toEqual(["раз", "два", "три"]);
      expect(new Set(irina.map(({ conversation }) => conversation)).size).toBe(1);
      expect(petr?.conversation).not.toBe(irina[0]?.conversation);
      expect(new Set(irina.map((each) => each.message)).size).toBe(3);
    });

    test("a text like an attack is text", async () => {
      const text = `<script>alert(1)</script> '; DROP TABLE messages; -- \${7*7} {{constructor}} ../../etc/passwd`;
      await stage.write("irina", text);
      const { conversation, text: heard } = await next("received");
      expect(heard).toBe(text);
      expect(await stage.channel.send(message(conversation, text))).toMatchObject({ ok: true });
      expect((await stage.seen("irina")).at(-1)?.text).toBe(text);
    });

    test("what the hub cannot take now is told again", async () => {
      reply = { ok: false, code: "unavailable", retry: "later", retryAfterMs: 1 };
      const writing = stage.write("irina", "меня слышно?").catch(() => undefined);
      const first = await next("received");
      reply = { ok: true, isReplay: false };
      await writing;
      if (stage.replay) await stage.replay();
      const again = await next("received");
      expect(again.message).toBe(first.message);
    });

    test("a message of ours reaches the customer it is for, and has an id", async () => {
      const irina = await talkWith("irina");
      await talkWith("petr");
      const answer = await stage.channel.send(message(irina, "Заказ уже едет"));
      if (!answer.ok) throw new Error(answer.code);
      expect(answer.value.channelMessageId.length).toBeGreaterThan(0);
      expect(answer.value.channelMessageId.length).toBeLessThanOrEqual(256);
      expect((await stage.seen("irina")).map(({ text }) => text)).toEqual(["Заказ уже едет"]);
      expect(await stage.seen("petr")).toEqual([]);
    });

    test("messages of ours stand in the order they were sent", async () => {
      const irina = await talkWith("irina");
      for (const text of ["первое", "второе", "третье"])
        expect((await stage.channel.send(message(irina, text))).ok).toBe(true);
      expect((await stage.seen("irina")).map(({ text }) => text)).toEqual(["первое", "второе", "третье"]);
    });

    test("the same message sent twice is seen once, where the channel says so", async () => {
      if (!stage.channel.capabilities.idempotentSend) return;
      const once = message(await talkWith("irina"), "только раз");
      const answers = [await stage.channel.send(once), await stage.channel.send(once)];
      expect(answers[1]).toEqual(answers[0]);
      expect(await stage.seen("irina")).toHaveLength(1);
    });

    test("a text beyond the channel's limit is refused, one at the limit is not", async () => {
      const irina = await talkWith("irina");
      const { longestText } = stage.channel.capabilities;
      expect(longestText).toBeLessThanOrEqual(MESSAGE_TEXT_LIMIT);
      expect(await stage.channel.send(message(irina, "я".repeat(longestText)))).toMatchObject({ ok: true });
      expect(await stage.channel.send(message(irina, "я".repeat(longestText + 1)))).toEqual({
        ok: false,
        code: "too-long",
        retry: "no",
      });
    });

    test("a message to nobody is refused for good", async () => {
      expect(await stage.channel.send(message("999999999", "есть кто?"))).toMatchObject({ ok: false, retry: "no" });
    });

    test("a peer that is gone is to be asked again later", async () => {
      const irina = await talkWith("irina");
      await stage.setUnreachable(true);
      expect(await stage.channel.send(message(irina, "в пустоту"))).toMatchObject({
        ok: false,
        code: "channel-unreachable",
        retry: "later",
      });
      await stage.setUnreachable(false);
      expect(await stage.channel.send(message(irina, "снова тут"))).toMatchObject({ ok: true });
    });

    test("a customer who wants to hear no more is told as blocked", async () => {
      const irina = await talkWith("irina");
      if (!stage.block) return;
      await stage.block("irina");
      expect(await stage.channel.send(message(irina, "ау"))).toEqual({ ok: false, code: "blocked", retry: "no" });
    });

    test("an edit of a customer is told of the same message", async () => {
      if (!stage.edit) return;
      await stage.write("irina", "заказ 1426");
      const received = await next("received");
      await stage.edit("irina", "заказ 1427");
      expect(await next("edited")).toMatchObject({
        conversation: received.conversation,
        message: received.message,
        text: "заказ 1427",
      });
    });

    test("a message of ours that is taken back is gone, however often that is asked", async () => {
      if (!stage.channel.capabilities.remove) return;
      const irina = await talkWith("irina");
      const answer = await stage.channel.send(message(irina, "не туда"));
      if (!answer.ok) throw new Error(answer.code);
      await stage.channel.send(message(irina, "туда"));
      const { channelMessageId } = answer.value;
      for (let round = 0; round < 2; round += 1)
        expect(await stage.channel.remove({ conversation: irina, channelMessageId })).toEqual({
          ok: true,
          value: null,
        });
      expect((await stage.seen("irina")).map(({ text }) => text).filter((text) => text !== "")).toEqual(["туда"]);
    });

    test("an edit of ours changes what the customer sees", async () => {
      if (!stage.channel.capabilities.edit) return;
      const irina = await talkWith("irina");
      const answer = await stage.channel.send(message(irina, "в 15:00"));
      if (!answer.ok) throw new Error(answer.code);
      const { channelMessageId } = answer.value;
      expect(await stage.channel.edit({ conversation: irina, channelMessageId, text: "в 16:00" })).toMatchObject({
        ok: true,
      });
      expect((await stage.seen("irina")).map(({ text }) => text)).toEqual(["в 16:00"]);
    });

    test("a file of a customer can be had, within the limit only", async () => {
      if (!stage.sendFile) return;
      await stage.sendFile("irina", { name: "чек.png", type: "image/png", bytes: PNG });
      const { files } = await next("received");
      expect(files).toHaveLength(1);
      const ref = files[0]?.ref ?? "";
      expect(await stage.channel.file(ref, 1000)).toEqual({ ok: true, value: PNG });
      expect(await stage.channel.file(ref, PNG.length - 1)).toMatchObject({ ok: false, code: "file-refused" });
      expect(await stage.channel.file("no-such-file", 1000)).toMatchObject({ ok: false, retry: "no" });
    });

    test("a file of ours reaches the customer; one of a wrong type or size is refused", async () => {
      const { files } = stage.channel.capabilities;
      if (!files || !stage.sendFile) return;
      const irina = await talkWith("irina");
      const png = { name: "счёт.png", type: "image/png", bytes: PNG };
      expect(await stage.channel.send(message(irina, "вот", [png]))).toMatchObject({ ok: true });
      const seen = await stage.seen("irina");
      expect(seen.flatMap((each) => each.files)).toHaveLength(1);
      const tooLarge = { ...png, bytes: new Uint8Array(files.largestBytes + 1) };
      expect(await stage.channel.send(message(irina, "", [tooLarge]))).toMatchObject({ code: "file-refused" });
    });

    test("it tells nothing after it was stopped", async () => {
      await talkWith("irina");
      const before = told.all.length;
      await stage.channel.stop();
      await stage.write("irina", "уже поздно").catch(() => undefined);
      expect(told.all).toHaveLength(before);
    });
  });
}
