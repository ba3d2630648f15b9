import { createHmac, timingSafeEqual } from "node:crypto";
import { Api, InputFile } from "grammy";
import { MESSAGE_TEXT_LIMIT } from "../../../src-shared/domain/message-limits.ts";
import type { HubClock } from "../../clock.ts";
import { channelLog } from "../../log.ts";
import {
  type ChannelCapabilities,
  type ChannelIncoming,
  type ChannelIntake,
  type ChannelResult,
  channelRefusal,
  type EditedMessage,
  type OutgoingFile,
  type OutgoingMessage,
  type TextChannel,
  type WebhookAnswer,
  type WebhookRequest,
} from "../channel.ts";
import { readLimited } from "../read-limited.ts";
import { failureOf } from "./telegram-failure.ts";
import { pause, pollUpdates } from "./telegram-poll.ts";
import { ALLOWED_UPDATES, incomingOf, TelegramUpdate } from "./telegram-updates.ts";

export const TELEGRAM_API = "https://api.telegram.org";
/** What a bot may upload (Bot API, «Sending files»), and write under a file. */
const LARGEST_UPLOAD = 50 * 1024 * 1024;
const LONGEST_CAPTION = 1024;
const ANSWER_WITHIN_S = 30;
/** How long one customer who writes too fast may keep the next updates waiting; then what they wrote is dropped. */
const PATIENCE_MS = 5000;
const UNAVAILABLE_PAUSE_MS = 500;

export type TelegramOptions = {
  /** `<bot id>:<secret>`, as @BotFather gives it. */
  readonly token: string;
  readonly clock: HubClock;
  /** Where Telegram posts updates to (https); null: the hub asks for them. */
  readonly webhookUrl: string | null;
  /** A local Bot API server; Telegram's own by default. */
  readonly apiRoot?: string;
};

/** The id of a bot, which is no secret: the part of its token before the colon. */
export function telegramBotId(token: string): string {
  return token.split(":", 1)[0] ?? "";
}

/** Telegram by grammY: a bot that talks with customers one by one, by webhook or by long polling. */
export class TelegramChannel implements TextChannel {
  readonly channel = "telegram";
  readonly account: string;
  readonly capabilities: ChannelCapabilities = {
    edit: true,
    remove: true,
    typing: true,
    // A bot is not told what was delivered or read.
    marks: "sent",
    idempotentSend: false,
    longestText: MESSAGE_TEXT_LIMIT,
    files: { types: ["*/*"], largestBytes: LARGEST_UPLOAD },
    voiceNotes: true,
  };
  readonly #options: TelegramOptions;
  readonly #api: Api;
  readonly #apiRoot: string;
  readonly #secret: string;
  #intake: ChannelIntake | null = null;
  #stopping = new AbortController();
  #polling: Promise<void> = Promise.resolve();

  constructor(options: TelegramOptions) {
    this.#options = options;
    this.account = telegramBotId(options.token);
    this.#apiRoot = options.apiRoot ?? TELEGRAM_API;
    this.#api = new Api(options.token, { apiRoot: this.#apiRoot, timeoutSeconds: ANSWER_WITHIN_S * 2 });
    // The same on every node, and of no use for anything but telling that a post is Telegram's.
    this.#secret = createHmac("sha256", options.token).update("tandem-webhook").digest("hex");
  }

  async start(intake: ChannelIntake): Promise<void> {
    this.#intake = intake;
    this.#stopping = new AbortController();
    const { signal } = this.#stopping;
    const { webhookUrl } = this.#options;
    this.#polling = webhookUrl === null ? this.#poll(signal) : this.#setWebhook(webhookUrl, signal);
  }

  async send(message: OutgoingMessage): Promise<ChannelResult<{ readonly channelMessageId: string }>> {
    const { conversation, text, files } = message;
    if (text.length > this.capabilities.longestText) return channelRefusal("too-long");
    if (files.some(({ bytes }) => bytes.length > LARGEST_UPLOAD)) return channelRefusal("file-refused");
    let sentId: number | null = null;
    try {
      const isCaption = files.length === 1 && text.length <= LONGEST_CAPTION;
      for (const file of files) sentId = await this.#sendFile(conversation, file, isCaption ? text : "");
      if (text !== "" && !isCaption) sentId = (await this.#api.sendMessage(conversation, text)).message_id;
    } catch (error) {
      // A part of it is there already: all of it again would double that part.
      if (sentId !== null) return channelRefusal("delivery-unknown");
      return failureOf(error, false);
    }
    return sentId === null
      ? channelRefusal("channel-refused")
      : { ok: true, value: { channelMessageId: String(sentId) } };
  }

  async edit({ conversation, channelMessageId, text }: EditedMessage): Promise<ChannelResult<null>> {
    try {
      await this.#api.editMessageText(conversation, Number(channelMessageId), text);
    } catch (error) {
      const isAsItWas = error instanceof Error && /message is not modified/i.test(error.message);
      if (!isAsItWas) return failureOf(error, true);
    }
    return { ok: true, value: null };
  }

  /** The Bot API lets a bot take its own back for 48 hours. */
  async remove({ conversation, channelMessageId }: Taken): Promise<ChannelResult<null>> {
    try {
      await this.#api.deleteMessage(conversation, Number(channelMessageId));
    } catch (error) {
      const isGone = error instanceof Error && /message to delete not found/i.test(error.message);
      if (!isGone) return failureOf(error, true);
    }
    return { ok: true, value: null };
  }

  showTyping(conversation: string): void {
    this.#api.sendChatAction(conversation, "typing").catch((error: unknown) => {
      channelLog.debug({ channel: this.channel, error }, "typing not shown");
    });
  }

  async file(ref: string, largestBytes: number): Promise<ChannelResult<Uint8Array>> {
    try {
      const { file_path: path, file_size: size } = await this.#api.getFile(ref);
      if (path === undefined) return channelRefusal("file-gone");
      if (size !== undefined && size > largestBytes) return channelRefusal("file-refused");
      const address = `${this.#apiRoot}/file/bot${this.#options.token}/${path.split("/").map(encodeURIComponent).join("/")}`;
      return await readLimited(address, largestBytes, ANSWER_WITHIN_S * 1000);
    } catch (error) {
      const failure = failureOf(error, true);
      // A file is only ever asked for by an id of Telegram's own: it is gone.
      return failure.retry === "later" ? failure : channelRefusal("file-gone");
    }
  }

  /** A post of Telegram's: known by its secret, answered with 200 only when it is kept. */
  async webhook({ headers, body }: WebhookRequest): Promise<WebhookAnswer> {
    if (!isSame(headers["x-telegram-bot-api-secret-token"], this.#secret)) return { status: 401 };
    if (!this.#intake) return { status: 503 };
    const update = TelegramUpdate.safeParse(parsed(body));
    if (!update.success) return { status: 400 };
    const incoming = incomingOf(update.data);
    const reply = incoming && (await this.#intake(incoming));
    // What will never be taken is taken away: Telegram would post it again for a day.
    if (!reply || reply.ok || reply.retry === "no") return { status: 200 };
    return { status: reply.code === "too-many-messages" ? 429 : 503, retryAfterMs: reply.retryAfterMs ?? 1000 };
  }

  async pause(): Promise<void> {
    this.#stopping.abort();
    await this.#polling;
  }

  async stop(): Promise<void> {
    this.#intake = null;
    await this.pause();
  }

  async #sendFile(conversation: string, { name, type, bytes }: OutgoingFile, caption: string): Promise<number> {
    const file = new InputFile(bytes, name.replace(/[";\\]/g, "_"));
    const more = caption === "" ? {} : { caption };
    if (/^image\/(?:png|jpeg)$/.test(type)) return (await this.#api.sendPhoto(conversation, file, more)).message_id;
    if (type === "audio/ogg") return (await this.#api.sendVoice(conversation, file, more)).message_id;
    return (await this.#api.sendDocument(conversation, file, more)).message_id;
  }

  #setWebhook(url: string, signal: AbortSignal): Promise<void> {
    const settings = { secret_token: this.#secret, allowed_updates: [...ALLOWED_UPDATES] };
    return this.#insist(() => this.#api.setWebhook(url, settings), "the webhook could not be set", signal);
  }

  /** Asks until it is done: without it no update would ever come. */
  async #insist(ask: () => Promise<unknown>, words: string, signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; failures += 1)
      try {
        await ask();
        return;
      } catch (error) {
        channelLog.warn({ channel: this.channel, error }, words);
        await pause(this.#options.clock, Math.min(60_000, 1000 * 2 ** failures), signal);
      }
  }

  async #poll(signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    // Telegram answers no poll while a webhook stands; what waits there is kept.
    await this.#insist(() => this.#api.deleteWebhook(), "the webhook could not be taken away", signal);
    await pollUpdates({ api: this.#api, clock, signal, take: (updates) => this.#takeAll(updates, signal) });
  }

  /** Each customer's in order, customers side by side: nobody waits for another one's. */
  async #takeAll(updates: readonly TelegramUpdate[], signal: AbortSignal): Promise<void> {
    const byConversation = new Map<string, ChannelIncoming[]>();
    for (const incoming of updates.flatMap((update) => incomingOf(update) ?? []))
      byConversation.set(incoming.conversation, [...(byConversation.get(incoming.conversation) ?? []), incoming]);
    const untilMs = this.#options.clock.nowMs() + PATIENCE_MS;
    await Promise.all(
      [...byConversation.values()].map(async (line) => {
        for (const incoming of line) await this.#take(incoming, untilMs, signal);
      }),
    );
  }

  async #take(incoming: ChannelIncoming, untilMs: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    while (!signal.aborted && this.#intake) {
      const reply = await this.#intake(incoming);
      if (reply.ok) return;
      const isFlood = reply.code === "too-many-messages" && clock.nowMs() >= untilMs;
      if (reply.retry === "no" || isFlood) {
        channelLog.warn({ channel: this.channel, code: reply.code }, "an update was not taken");
        return;
      }
      await pause(clock, reply.retryAfterMs ?? UNAVAILABLE_PAUSE_MS, signal);
    }
  }
}

type Taken = Pick<EditedMessage, "conversation" | "channelMessageId">;

function isSame(given: string | undefined, wanted: string): boolean {
  const [left, right] = [Buffer.from(given ?? ""), Buffer.from(wanted)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch {
    return null;
  }
}
