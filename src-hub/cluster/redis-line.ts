import { clusterLog } from "../log.ts";
import { RedisSession } from "./redis-session.ts";

const TRY_EVERY_MS = 100;

/** The line to Redis: one session after another, for as long as the node lives. */
export class RedisLine {
  readonly #url: string;
  readonly #whenUp: (session: RedisSession) => void;
  readonly #whenDown: () => void;
  #session: RedisSession | null;
  #isStopped = false;

  /** `first` is a session that is up already. */
  constructor(
    url: string,
    first: RedisSession,
    listeners: { readonly whenUp: (session: RedisSession) => void; readonly whenDown: () => void },
  ) {
    this.#url = url;
    this.#session = first;
    this.#whenUp = listeners.whenUp;
    this.#whenDown = listeners.whenDown;
    void this.#run(first);
  }

  /** The session that is up now. */
  get session(): RedisSession | null {
    return this.#session;
  }

  stop(): void {
    this.#isStopped = true;
    this.#session?.close();
  }

  async #run(first: RedisSession): Promise<void> {
    let next: RedisSession | null = first;
    while (!this.#isStopped) {
      if (next) {
        this.#session = next;
        this.#whenUp(next);
        await next.over;
        this.#session = null;
        if (this.#isStopped) return;
        clusterLog.warn(next.cause === undefined ? {} : { error: next.cause }, "redis is lost");
        this.#whenDown();
      }
      await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
      // That it is lost was told once; why it is not back would be told ten times a second.
      next = await RedisSession.open(this.#url).catch(() => null);
      if (next) clusterLog.info({}, "redis is back");
    }
    next?.close();
  }
}
