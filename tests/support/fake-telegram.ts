import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Shown = { readonly id: number; text: string; readonly files: readonly string[] };
type Update = { readonly update_id: number; readonly [kind: string]: unknown };
type Answer = { readonly status: number; readonly body: unknown };
type Fields = Readonly<Record<string, unknown>>;

const DAY_S = 1_700_000_000;

/**
 * The part of the Bot API that a text channel uses, as https://core.telegram.org/bots/api documents it: updates by long
 * poll (confirmed by `offset`) or webhook (with its secret, posted again until it is answered 2xx), messages, edits, files,
 * typing, 403 of who blocked the bot, 429 with `retry_after`. telegram-test-api, which others wrote, has no files and
 * confirms what it was only asked for; hence this one beside it.
 */
export class FakeTelegram {
  readonly token = "4242:AAFakeTokenOfATestWithItsFullLength_01";
  /** Posts of updates, with what the hub answered. */
  readonly posts: { readonly update: Update; readonly status: number }[] = [];
  readonly typing: string[] = [];
  isDown = false;
  /** The next calls are cut off after they were done. */
  cutsAfterSend = 0;
  /** How often the bot is told to wait, and for how long. */
  tooMany = 0;
  readonly #server: Server = createServer((request, response) => void this.#answer(request, response));
  readonly #chats = new Map<number, Shown[]>();
  readonly #blocked = new Set<number>();
  readonly #files = new Map<string, Uint8Array>();
  #updates: Update[] = [];
  #waiting: (() => void)[] = [];
  #webhook: { readonly url: string; readonly secret: string } | null = null;
  #ids = 100;

  static async start(): Promise<FakeTelegram> {
    const fake = new FakeTelegram();
    await new Promise<void>((resolve) => fake.#server.listen(0, "127.0.0.1", resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get webhookSecret(): string | null {
    return this.#webhook?.secret ?? null;
  }

  /** How many updates are not confirmed yet. */
  get pending(): number {
    return this.#updates.length;
  }

  /** A customer writes in their private chat with the bot; answers with the message's id. */
  async write(chat: number, content: Fields): Promise<number> {
    this.#ids += 1;
    const id = this.#ids;
    if (!this.#chats.has(chat)) this.#chats.set(chat, []);
    await this.#tell({ message: this.#message(chat, id, content) });
    return id;
  }

  edit(chat: number, id: number, content: Fields): Promise<void> {
    return this.#tell({ edited_message: this.#message(chat, id, content) });
  }

  /** Tells any update. */
  async tell(update: Fields): Promise<void> {
    await this.#tell(update);
  }

  sendDocument(
    chat: number,
    { name, type, bytes }: { name: string; type: string; bytes: Uint8Array },
  ): Promise<number> {
    this.#ids += 1;
    const file_id = `file-${this.#ids}`;
    this.#files.set(file_id, bytes);
    return this.write(chat, { document: { file_id, file_name: name, mime_type: type, file_size: bytes.length } });
  }

  block(chat: number): void {
    this.#blocked.add(chat);
  }

  seen(chat: number): readonly Shown[] {
    return this.#chats.get(chat) ?? [];
  }

  async stop(): Promise<void> {
    for (const wake of this.#waiting.splice(0)) wake();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #message(chat: number, message_id: number, content: Fields): Fields {
    const from = { id: chat, is_bot: false, first_name: "Ирина", last_name: "Сомова" };
    return { message_id, date: DAY_S, chat: { id: chat, type: "private", first_name: "Ирина" }, from, ...content };
  }

  async #tell(content: Fields): Promise<void> {
    this.#ids += 1;
    const update = { update_id: this.#ids, ...content };
    if (this.#webhook) {
      await this.#post(update);
      return;
    }
    this.#updates.push(update);
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /** Until it is answered with 2xx, as the documentation says; here a bounded number of times. */
  async #post(update: Update): Promise<void> {
    for (let tries = 0; this.#webhook && tries < 20; tries += 1) {
      const headers = { "content-type": "application/json", "x-telegram-bot-api-secret-token": this.#webhook.secret };
      const { status } = await fetch(this.#webhook.url, { method: "POST", headers, body: JSON.stringify(update) });
      this.posts.push({ update, status });
      if (status >= 200 && status < 300) return;
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, place = "", rest = "", ...path] = (request.url ?? "").split("?")[0]?.split("/") ?? [];
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (this.isDown) {
      send(response, { status: 502, body: { ok: false, error_code: 502, description: "Bad Gateway" } });
      return;
    }
    if (place === "file") {
      const bytes = rest === `bot${this.token}` ? this.#files.get(path.at(-1) ?? "") : undefined;
      response.writeHead(bytes ? 200 : 404).end(bytes);
      return;
    }
    if (place !== `bot${this.token}`) {
      send(response, refused(401, "Unauthorized"));
      return;
    }
    const fields = fieldsOf(request, Buffer.concat(chunks));
    const answer = await this.#call(rest, fields, response);
    const isSend = rest.startsWith("send") && rest !== "sendChatAction";
    if (isSend && this.cutsAfterSend > 0) {
      this.cutsAfterSend -= 1;
      response.destroy();
    } else send(response, answer);
  }

  async #call(method: string, fields: Fields, response: ServerResponse): Promise<Answer> {
    const chat = Number(fields.chat_id);
    const shown = this.#chats.get(chat);
    if (method === "getUpdates") return this.#getUpdates(Number(fields.offset ?? 0), response);
    if (method === "deleteWebhook") {
      this.#webhook = null;
      return done(true);
    }
    if (method === "setWebhook") {
      this.#webhook = { url: String(fields.url), secret: String(fields.secret_token ?? "") };
      for (const update of this.#updates.splice(0)) void this.#post(update);
      return done(true);
    }
    if (method === "getFile") {
      const file_id = String(fields.file_id);
      const bytes = this.#files.get(file_id);
      return bytes
        ? done({ file_id, file_unique_id: file_id, file_size: bytes.length, file_path: `documents/${file_id}` })
        : refused(400, "Bad Request: invalid file_id");
    }
    if (this.tooMany > 0 && method.startsWith("send")) {
      this.tooMany -= 1;
      return {
        status: 429,
        body: { ...(refused(429, "Too Many Requests").body as object), parameters: { retry_after: 1 } },
      };
    }
    if (!shown) return refused(400, "Bad Request: chat not found");
    if (this.#blocked.has(chat)) return refused(403, "Forbidden: bot was blocked by the user");
    if (method === "sendChatAction") {
      this.typing.push(String(chat));
      return done(true);
    }
    if (method === "deleteMessage") {
      const index = shown.findIndex(({ id }) => id === Number(fields.message_id));
      if (index < 0) return refused(400, "Bad Request: message to delete not found");
      shown.splice(index, 1);
      return done(true);
    }
    const text = String(fields.text ?? fields.caption ?? "");
    if (text.length > 4096) return refused(400, "Bad Request: message is too long");
    if (method === "editMessageText") {
      const edited = shown.find(({ id }) => id === Number(fields.message_id));
      if (!edited) return refused(400, "Bad Request: message to edit not found");
      if (edited.text === text) return refused(400, "Bad Request: message is not modified");
      edited.text = text;
      return done(this.#message(chat, edited.id, { text }));
    }
    const files = Object.values(fields).flatMap((field) => (field instanceof File ? [field.name] : []));
    this.#ids += 1;
    shown.push({ id: this.#ids, text, files });
    return done(this.#message(chat, this.#ids, { text }));
  }

  /** What is below `offset` is confirmed and forgotten; without anything it waits. */
  async #getUpdates(offset: number, response: ServerResponse): Promise<Answer> {
    this.#updates = this.#updates.filter(({ update_id }) => update_id >= offset);
    if (this.#updates.length === 0)
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
        response.once("close", resolve);
      });
    return done(this.#updates.slice(0, 100));
  }
}

function done(result: unknown): Answer {
  return { status: 200, body: { ok: true, result } };
}

function refused(error_code: number, description: string): Answer {
  return { status: error_code, body: { ok: false, error_code, description } };
}

function send(response: ServerResponse, { status, body }: Answer): void {
  if (response.destroyed) return;
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function fieldsOf({ headers }: IncomingMessage, body: Buffer): Fields {
  if (body.length === 0) return {};
  const type = headers["content-type"] ?? "";
  if (type.startsWith("application/json")) return JSON.parse(body.toString("utf8")) as Fields;
  return multipartFields(body, /boundary="?([^";]+)/.exec(type)?.[1] ?? "");
}

/** RFC 7578, as tolerant as Telegram: names of files may be unquoted. */
function multipartFields(body: Buffer, boundary: string): Fields {
  const fields: Record<string, unknown> = {};
  for (const part of body.toString("latin1").split(`--${boundary}`)) {
    const [head = "", ...rest] = part.split("\r\n\r\n");
    const name = /[; ]name="?([^";\r]+)/i.exec(head)?.[1];
    const filename = /filename="?([^";\r]+)/i.exec(head)?.[1];
    const content = rest.join("\r\n\r\n").replace(/\r\n$/, "");
    if (name === undefined) continue;
    const asText = (text: string) => Buffer.from(text, "latin1").toString("utf8");
    fields[name] = filename === undefined ? asText(content) : new File([content], asText(filename));
  }
  return fields;
}
