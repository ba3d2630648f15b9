import { Redis, type RedisOptions } from "ioredis";

const CONNECT_WITHIN_MS = 2000;
/** A Redis that gives no answer is as good as gone. */
const ANSWER_WITHIN_MS = 3000;
const PING_EVERY_MS = 1000;
const BLOCK_MS = 1000;
const MOST_AT_ONCE = 200;
/** Far more than any reader that lives leaves unread; what a dead one leaves goes with its key. */
const MOST_ENTRIES = 50_000;
const KEY_LIVES_S = 60;

/** One entry of a stream: its text, and bytes beside it. */
export type StreamEntry = { readonly text: string; readonly bytes: Buffer | null };

/**
 * A connection to Redis from its beginning to its end. It never comes back by itself: what was under way when it broke is
 * not known, so whoever used it begins anew on the next one (`RedisLine`).
 */
export class RedisSession {
  /** Settles when the connection is lost, or was closed. */
  readonly over: Promise<void>;
  readonly #url: string;
  readonly #writer: Redis;
  readonly #readers = new Set<Redis>();
  readonly #touchedAtMs = new Map<string, number>();
  readonly #end: () => void;
  #cause: unknown;
  #isOver = false;

  private constructor(url: string, writer: Redis) {
    this.#url = url;
    this.#writer = writer;
    let end: () => void = () => undefined;
    this.over = new Promise((resolve) => {
      end = resolve;
    });
    this.#end = () => end();
    writer.once("end", () => this.close());
    void this.#ping();
  }

  /** Rejects when nobody answers there. */
  static async open(url: string): Promise<RedisSession> {
    const writer = clientOf(url, { commandTimeout: ANSWER_WITHIN_MS });
    try {
      await writer.connect();
      await writer.ping();
      return new RedisSession(url, writer);
    } catch (error) {
      writer.disconnect();
      throw error;
    }
  }

  /** What ended it, where that was an error. */
  get cause(): unknown {
    return this.#cause;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Adds to a stream; settles when Redis has it. What is added one after another stands one after another. */
  async add(stream: string, text: string, bytes: Uint8Array | null = null): Promise<void> {
    const fields = bytes === null ? ["m", text] : ["m", text, "b", Buffer.from(bytes)];
    await this.#writer.xadd(stream, "MAXLEN", "~", MOST_ENTRIES, "*", ...fields);
    this.#touch(stream);
  }

  /** The number of the newest entry; what is added later comes after it. */
  async lastId(stream: string): Promise<string> {
    const [newest] = await this.#writer.xrevrange(stream, "+", "-", "COUNT", 1);
    return newest?.[0] ?? "0-0";
  }

  /** A short note under a key, which goes away by itself. */
  async note(key: string, text: string, livesMs: number): Promise<void> {
    await this.#writer.set(key, text, "PX", livesMs);
  }

  async readNote(key: string): Promise<string | null> {
    return this.#writer.get(key);
  }

  /** Reads a stream on a connection of its own, entry after entry, until the session is over. `trims`: nobody else reads it. */
  async read(stream: string, afterId: string, trims: boolean, take: (entry: StreamEntry) => void): Promise<void> {
    const reader = clientOf(this.#url, {});
    this.#readers.add(reader);
    reader.once("end", () => this.close());
    try {
      await reader.connect();
      let lastId = afterId;
      while (!this.#isOver) {
        const found = await this.#inTime(
          reader.xreadBuffer("COUNT", MOST_AT_ONCE, "BLOCK", BLOCK_MS, "STREAMS", stream, lastId),
        );
        const items = (found?.[0]?.[1] ?? []) as readonly (readonly [Buffer, readonly Buffer[]])[];
        for (const [id, fields] of items) {
          lastId = id.toString();
          if (this.#isOver) return;
          take({ text: fields[1]?.toString("utf8") ?? "", bytes: fields[3] ?? null });
        }
        if (trims && items.length > 0) await reader.xtrim(stream, "MINID", "~", lastId);
        if (trims) this.#touch(stream);
      }
    } catch (error) {
      // The next session reads on; the line tells what ended this one.
      this.close(error);
    } finally {
      this.close();
    }
  }

  close(cause?: unknown): void {
    this.#cause ??= cause;
    if (this.#isOver) return;
    this.#isOver = true;
    this.#writer.disconnect();
    for (const reader of this.#readers) reader.disconnect();
    this.#end();
  }

  async #ping(): Promise<void> {
    while (!this.#isOver)
      try {
        await this.#writer.ping();
        await new Promise((resolve) => setTimeout(resolve, PING_EVERY_MS).unref());
      } catch (error) {
        this.close(error);
      }
  }

  async #inTime<Value>(work: Promise<Value>): Promise<Value> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error("redis is silent")), BLOCK_MS + ANSWER_WITHIN_MS);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Keys of nodes that are no more go away by themselves. */
  #touch(key: string): void {
    const nowMs = Date.now();
    if (nowMs - (this.#touchedAtMs.get(key) ?? 0) < (KEY_LIVES_S * 1000) / 4) return;
    this.#touchedAtMs.set(key, nowMs);
    // One that fails is asked again a quarter of the key's life later; that Redis is lost shows elsewhere.
    this.#writer.expire(key, KEY_LIVES_S).catch(() => this.#touchedAtMs.delete(key));
  }
}

function clientOf(url: string, options: RedisOptions): Redis {
  const client = new Redis(url, {
    protocol: 2,
    lazyConnect: true,
    connectTimeout: CONNECT_WITHIN_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    connectionName: "tandem-hub",
    ...options,
  });
  // Without a listener a lost connection would end the process; `end` tells of it.
  client.on("error", () => undefined);
  return client;
}
