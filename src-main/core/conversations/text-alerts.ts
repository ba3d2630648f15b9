import { VIEWING_EVERY_MS } from "../../../src-shared/domain/attention.ts";
import { isDoNotDisturb } from "../../../src-shared/domain/do-not-disturb.ts";
import type { ConversationId, OfferId } from "../../../src-shared/ids.ts";
import type { ConversationView } from "../../../src-shared/ipc/conversations.ts";
import type { Workplace } from "../../../src-shared/ipc/workplace.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Media } from "../ports/media.ts";
import type { Notifier } from "../ports/notifier.ts";

/** An offer that was not heard is heard again this often. */
export const OFFER_EVERY_MS = 6_000;
/** A customer who writes in short lines is heard once in so long. */
export const MESSAGE_EVERY_MS = 3_000;
/** The window says again and again what it shows; with a little room, or each saying would come too late. */
const IN_SIGHT_MS = VIEWING_EVERY_MS * 1.2;

type Shown = Pick<Workplace, "conversations" | "calls" | "status" | "sound">;

export type TextAlertsParts = {
  readonly clock: Clock;
  readonly log: Log;
  readonly media: Pick<Media, "ask">;
  readonly notifier: Pick<Notifier, "showTextOffer" | "showMessage">;
  readonly isWindowFocused: () => boolean;
};

/**
 * What reaches the operator of texts without the window: an offer is heard until it is answered, as a call is, and a
 * message in one's own conversation once, unless it is before the operator's eyes. A call goes first: while one rings
 * nothing else is heard, in a talk an offer is heard once. «Не беспокоить» silences all of it.
 */
export class TextAlerts {
  readonly #parts: TextAlertsParts;
  readonly #offers = new Map<OfferId, () => void>();
  #inSight: { readonly conversationId: ConversationId; readonly untilMs: number } | null = null;
  #shown: Shown | null = null;
  #messageHeardAtMs = Number.NEGATIVE_INFINITY;
  #stopRepeating: () => void = () => undefined;

  constructor(parts: TextAlertsParts) {
    this.#parts = parts;
  }

  /** The workplace stands so now. */
  follow(shown: Shown): void {
    this.#shown = shown;
    this.#followOffers();
  }

  /** A customer wrote. */
  received(conversationId: ConversationId): void {
    const own = this.#conversations().find((one) => one.conversationId === conversationId && one.offer === null);
    if (own && !this.#isInSight(conversationId)) this.#sayMessage(own);
  }

  /** The window has this conversation before the operator. */
  attended(conversationId: ConversationId): void {
    this.#inSight = { conversationId, untilMs: this.#parts.clock.nowMs() + IN_SIGHT_MS };
  }

  dispose(): void {
    this.#stopRepeating();
    for (const stop of this.#offers.values()) stop();
    this.#offers.clear();
  }

  #conversations(): readonly ConversationView[] {
    if (this.#shown === null || isDoNotDisturb(this.#shown.status)) return [];
    return this.#shown.conversations ?? [];
  }

  #followOffers(): void {
    const nowMs = this.#parts.clock.nowMs();
    const open = this.#conversations().flatMap((conversation) => {
      const { isAnswering, offer } = conversation;
      // Without the hub nobody takes an offer back whose time is over.
      return offer !== null && !isAnswering && offer.untilMs > nowMs ? [{ offerId: offer.offerId, conversation }] : [];
    });
    for (const [offerId, stop] of this.#offers) {
      if (open.some((one) => one.offerId === offerId)) continue;
      this.#offers.delete(offerId);
      stop();
    }
    const fresh = open.filter(({ offerId }) => !this.#offers.has(offerId));
    for (const { offerId, conversation } of fresh)
      this.#offers.set(offerId, this.#parts.notifier.showTextOffer(conversation));
    if (this.#offers.size === 0) this.#stopRepeating();
    else if (fresh.length > 0) {
      this.#play("text-offer");
      this.#repeat();
    }
  }

  #repeat(): void {
    this.#stopRepeating();
    this.#stopRepeating = this.#parts.clock.after(OFFER_EVERY_MS, () => {
      this.#followOffers();
      if (this.#offers.size === 0) return;
      if (!this.#hasCall()) this.#play("text-offer");
      this.#repeat();
    });
  }

  #sayMessage(conversation: ConversationView): void {
    const { clock, isWindowFocused, notifier } = this.#parts;
    const nowMs = clock.nowMs();
    if (nowMs - this.#messageHeardAtMs < MESSAGE_EVERY_MS) return;
    this.#messageHeardAtMs = nowMs;
    if (this.#shown?.sound.settings.areMessagesHeard) this.#play("text-message");
    if (!isWindowFocused()) notifier.showMessage(conversation);
  }

  #isInSight(conversationId: ConversationId): boolean {
    const { clock, isWindowFocused } = this.#parts;
    const seen = this.#inSight;
    return isWindowFocused() && seen?.conversationId === conversationId && clock.nowMs() <= seen.untilMs;
  }

  #hasCall(): boolean {
    return this.#shown?.calls.some(({ phase }) => phase !== "ended") ?? false;
  }

  #play(cue: "text-offer" | "text-message"): void {
    const { log, media } = this.#parts;
    media.ask("media.play-cue", { cue }).catch((cause: unknown) => log.warn({ cause }, "media window played no cue"));
  }
}
