import type { LineStanding } from "../../src-shared/ipc/colleague-lines.ts";
import type { Clock } from "../core/ports/clock.ts";
import { DIALOG_INFO, readDialogInfo } from "./dialog-info.ts";
import { type DialogTable, standingOf, takeDialogInfo } from "./dialog-table.ts";
import { type AfterEnd, afterRefusal, afterTermination, type SubscriptionState } from "./subscription-end.ts";

/** Short, so that a PBX that forgot us is found out soon; Asterisk takes no less than 60 s. */
const EXPIRES_S = 180;
const MOST_EXPIRES_S = 3_600;
const REFRESH_AFTER = 0.8;
/** A NOTIFY follows each SUBSCRIBE at once (RFC 6665 §4.2.1.2); timer N would let a stale state stand for 32 s. */
const ANSWER_MS = 8_000;
const FIRST_RETRY_MS = 2_000;
const MOST_RETRY_MS = 60_000;
/** Who grants less is asked no more often all the same. */
const LEAST_S = 10;

/** What a subscription hears from its notifier. */
export type SubscriptionNews =
  | { readonly type: "notified"; readonly is: SubscriptionState; readonly contentType: string; readonly body: string }
  /** A 2xx, which may grant less time than was asked for. */
  | { readonly type: "accepted"; readonly expiresS: number | null }
  /** Final answers from 300 up. */
  | {
      readonly type: "refused";
      readonly statusCode: number;
      readonly retryAfterS: number | null;
      readonly minExpiresS: number | null;
    };

/** One subscription dialog at the PBX. */
export type SubscriptionDialog = {
  /** Asks for more time, and for the whole state. */
  refresh(expiresS: number): void;
  /** Unsubscribes. */
  end(): void;
  /** Forgets it without a word: the flow it went by is gone. */
  drop(): void;
};

export type LineSubscriptionParts = {
  readonly clock: Clock;
  /** Sends the first SUBSCRIBE; what comes of it is told later, never before this returns. */
  readonly subscribe: (expiresS: number, onNews: (news: SubscriptionNews) => void) => SubscriptionDialog | null;
  readonly onStanding: (standing: LineStanding) => void;
};

/**
 * Follows one line by RFC 6665, and tells how it stands only while that is true.
 *
 * ```
 *  idle --begin--> asking --NOTIFY active--> following (refreshed at 80 % of its time; each refresh must bring a NOTIFY)
 *   ^                ^ +---- refused, no answer, terminated, refresh unanswered ----+
 *   |                +-- again after a while -- unknown, in words <-----------------+
 *   +-- lose (the flow or the registration went: unknown at once) -- from everywhere
 * ```
 */
export class LineSubscription {
  readonly #parts: LineSubscriptionParts;
  #dialog: SubscriptionDialog | null = null;
  #table: DialogTable | null = null;
  #expiresS = EXPIRES_S;
  #grantedS = EXPIRES_S;
  #isAnswered = false;
  #failures = 0;
  #stopTimer: () => void = () => undefined;
  /** Grows with each dialog: what an older one still says does not count. */
  #tries = 0;
  #standing: LineStanding = { state: "unknown", reason: "own-line-lost" };

  constructor(parts: LineSubscriptionParts) {
    this.#parts = parts;
  }

  get standing(): LineStanding {
    return this.#standing;
  }

  /** The own line is registered: asks at the PBX, or asks anew. */
  begin(): void {
    this.#letGo();
    this.#failures = 0;
    this.#ask();
  }

  /** The own line is not registered any more. */
  lose(): void {
    this.#letGo();
    this.#tell({ state: "unknown", reason: "own-line-lost" });
  }

  /** Nobody wants to know any more, or the phone unregisters. */
  end(): void {
    this.#dialog?.end();
    this.#dialog = null;
    this.lose();
  }

  #ask(): void {
    this.#tries += 1;
    const ofTry = this.#tries;
    this.#grantedS = this.#expiresS;
    this.#tell({ state: "unknown", reason: this.#standing.reason === "own-line-lost" ? "asking" : this.#reason() });
    this.#awaitNotify();
    this.#dialog = this.#parts.subscribe(this.#expiresS, (news) => {
      if (ofTry === this.#tries) this.#hear(news);
    });
    if (this.#dialog === null) this.#giveUp({ why: "not-found", againS: null });
  }

  /** While it is asked again, the reason of the failure before stands: nobody learnt more. */
  #reason(): NonNullable<LineStanding["reason"]> {
    return this.#standing.reason ?? "asking";
  }

  #hear(news: SubscriptionNews): void {
    if (news.type === "notified") this.#notified(news);
    else if (news.type === "accepted") this.#grant(news.expiresS);
    else this.#refused(news);
  }

  #notified({ is, contentType, body }: Extract<SubscriptionNews, { type: "notified" }>): void {
    if (is.state === "terminated") {
      this.#giveUp(afterTermination(is));
      return;
    }
    this.#isAnswered = true;
    this.#grant(is.expiresS);
    // Nothing is known while the PBX has not decided, or has nothing to tell yet (RFC 6665 §4.2.2).
    if (is.state === "pending" || body === "") {
      if (this.#table === null) this.#tell({ state: "unknown", reason: "asking" });
      return;
    }
    const info = contentType.toLowerCase().startsWith(DIALOG_INFO) ? readDialogInfo(body) : null;
    const table = info && takeDialogInfo(this.#table, info);
    if (table === "behind" && this.#table !== null) {
      this.#table = null;
      this.#tell({ state: "unknown", reason: "asking" });
      this.#refresh();
    } else if (table === "behind") this.#giveUp({ why: "unreadable", againS: "soon" });
    else if (table === null) {
      this.#table = null;
      this.#tell({ state: "unknown", reason: "unreadable" });
    } else {
      this.#failures = 0;
      this.#table = table;
      this.#tell(standingOf(table));
    }
  }

  #refused({ statusCode, retryAfterS, minExpiresS }: Extract<SubscriptionNews, { type: "refused" }>): void {
    // 423: each must be longer, or it would go on for ever.
    if (statusCode === 423 && minExpiresS !== null && minExpiresS > this.#expiresS && minExpiresS <= MOST_EXPIRES_S) {
      this.#expiresS = minExpiresS;
      this.#letGo();
      this.#ask();
    } else this.#giveUp(afterRefusal(statusCode, retryAfterS));
  }

  /** A notifier may shorten the time, never lengthen it (RFC 6665 §4.2.1.1). */
  #grant(grantedS: number | null): void {
    if (grantedS !== null) this.#grantedS = Math.max(LEAST_S, Math.min(grantedS, this.#expiresS));
    if (!this.#isAnswered) return;
    this.#stopTimer();
    this.#stopTimer = this.#parts.clock.after(this.#grantedS * 1_000 * REFRESH_AFTER, () => this.#refresh());
  }

  #refresh(): void {
    this.#awaitNotify();
    this.#dialog?.refresh(this.#expiresS);
  }

  #awaitNotify(): void {
    this.#isAnswered = false;
    this.#stopTimer();
    this.#stopTimer = this.#parts.clock.after(ANSWER_MS, () => this.#giveUp(afterRefusal(408, null)));
  }

  #giveUp({ why, againS }: AfterEnd): void {
    const { clock } = this.#parts;
    this.#letGo();
    this.#tell({ state: "unknown", reason: why });
    if (againS === null) return;
    const backOffMs = Math.min(MOST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(this.#failures, 10));
    this.#failures += 1;
    // Jitter: fifty lines that a PBX lets go of together are not asked for again in one moment.
    const delayMs = (againS === "soon" ? backOffMs / 2 : againS * 1_000) + (clock.random() * backOffMs) / 2;
    this.#stopTimer = clock.after(delayMs, () => this.#ask());
  }

  #letGo(): void {
    this.#tries += 1;
    this.#stopTimer();
    this.#dialog?.drop();
    this.#dialog = null;
    this.#table = null;
  }

  #tell(standing: LineStanding): void {
    if (standing.state === this.#standing.state && standing.reason === this.#standing.reason) return;
    this.#standing = standing;
    this.#parts.onStanding(standing);
  }
}
