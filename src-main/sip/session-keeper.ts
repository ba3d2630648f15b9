import type { Clock } from "../core/ports/clock.ts";
import type { SessionTimer } from "./invite-terms.ts";

/** RFC 4028 §10: who waits for a refresh gives up this long before the interval is over, or a third of it before. */
const MOST_AHEAD_S = 32;

type TimedMessage = { getHeader(name: string): string | undefined };

/**
 * The session timer of one talk (RFC 4028). Either this side refreshes, or it waits for the far side to do so; a far side
 * that agreed to and stops has gone without a word, and no BYE will ever come.
 */
export class SessionKeeper {
  readonly #clock: Pick<Clock, "after">;
  readonly #refresh: () => void;
  readonly #expire: () => void;
  #stop: () => void = () => undefined;
  #isWaiting = false;

  constructor(parts: {
    readonly clock: Pick<Clock, "after">;
    /** Agrees the talk anew; nothing changes by it. */
    readonly refresh: () => void;
    /** The far side did not refresh in time. */
    readonly expire: () => void;
  }) {
    this.#clock = parts.clock;
    this.#refresh = parts.refresh;
    this.#expire = parts.expire;
  }

  /** What was agreed in the answer to a caller that requires a timer. */
  agree(timer: SessionTimer | null): void {
    if (timer === null) return;
    if (timer.refreshEveryMs !== null) this.#keepRefreshing(timer.refreshEveryMs);
    else if (timer.intervalS !== null) this.#wait(timer.intervalS);
  }

  /** The far side answered our call, and says that it will refresh. */
  heardAnswer(answer: TimedMessage): void {
    const value = answer.getHeader("session-expires") ?? "";
    if (/;\s*refresher\s*=\s*uas/i.test(value)) this.#wait(Number.parseInt(value, 10));
  }

  /** The far side agreed the talk anew, by UPDATE or re-INVITE; without an interval it ends the timer (RFC 4028 §7.4). */
  heardRefresh(request: TimedMessage, isUpdate: boolean): void {
    const intervalS = Number.parseInt(request.getHeader("session-expires") ?? "", 10);
    // The answer to an UPDATE takes the interval up (`answerUpdates`); SIP.js's answer to a re-INVITE agrees to none.
    if (!Number.isNaN(intervalS) && (isUpdate || this.#isWaiting)) this.#wait(intervalS);
    else if (Number.isNaN(intervalS) && this.#isWaiting && !isUpdate) this.dispose();
  }

  dispose(): void {
    this.#stop();
    this.#isWaiting = false;
  }

  #keepRefreshing(everyMs: number): void {
    this.#stop = this.#clock.after(everyMs, () => {
      this.#refresh();
      this.#keepRefreshing(everyMs);
    });
  }

  #wait(intervalS: number): void {
    if (!(intervalS > 0)) return;
    this.#stop();
    this.#isWaiting = true;
    const waitS = intervalS - Math.min(MOST_AHEAD_S, intervalS / 3);
    this.#stop = this.#clock.after(waitS * 1_000, this.#expire);
  }
}
