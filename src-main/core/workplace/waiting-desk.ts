import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import type { InteractionId, OperatorId } from "../../../src-shared/ids.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { WaitingView, waitingRequests } from "../../../src-shared/ipc/waiting-view.ts";
import type { WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { LinkCommands } from "../../../src-shared/link/link-contract.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Clock } from "../ports/clock.ts";
import type { MirrorStore } from "../ports/store.ts";
import type { HubKnowledge } from "./hub-knowledge.ts";
import { waitingView } from "./hub-views.ts";
import { mayTake, type Taker } from "./takeable.ts";

export type WaitingParts = {
  readonly mirror: Pick<MirrorStore, "waiting" | "talks" | "wrapUps" | "operatorStates">;
  readonly outbox: Pick<Outbox, "add" | "pending">;
  readonly hub: Pick<HubKnowledge, "self" | "operator" | "toLocal" | "toHub" | "queue">;
  readonly clock: Pick<Clock, "nowMs">;
  readonly isOnline: () => boolean;
};

const CANCEL = "callback.cancel";
const TAKE = "interaction.claim";

/** Who waits, and the orders of call-backs among them; what was cancelled here counts before the hub knows of it. */
export class WaitingDesk {
  readonly handlers: Pick<Handlers<WorkplaceContract>, keyof typeof waitingRequests>;
  readonly #parts: WaitingParts;

  constructor(parts: WaitingParts) {
    this.#parts = parts;
    this.handlers = {
      "call-backs.cancel": ({ interactionId, reason }) => {
        // Pressed twice it is asked once.
        if (this.#isAsked(CANCEL, interactionId)) return accepted({});
        const kept = parts.outbox.add(CANCEL, { interactionId, reason });
        return kept.ok ? accepted({}) : kept;
      },
      "waiting.take": ({ interactionId }) => {
        // What is taken is taken now, or not at all: nobody wants it an hour later.
        if (!parts.isOnline()) return refused("hub-away", "later");
        if (this.#isAsked(TAKE, interactionId)) return accepted({});
        const kept = parts.outbox.add(TAKE, { interactionId });
        return kept.ok ? accepted({}) : kept;
      },
    };
  }

  /** Nobody before the first welcome: it is not known whose mirror this is. */
  view(): WaitingView[] {
    const { hub, mirror } = this.#parts;
    if (hub.self === null) return [];
    const waiting = mirror.waiting();
    const taker = this.#taker(hub.self, waiting);
    return waiting.flatMap((interaction) => {
      const { interactionId, queueId } = interaction;
      const view = waitingView(interaction, hub.queue, hub.toLocal);
      if (!view) return [];
      if (this.#isAsked(CANCEL, interactionId)) return { ...view, isCancelling: true as const };
      if (this.#isAsked(TAKE, interactionId)) return { ...view, isTaking: true as const };
      const isTheirs = taker !== null && mayTake(interaction, queueId && hub.queue(queueId), taker);
      return isTheirs ? { ...view, mayTake: true as const } : view;
    });
  }

  /** Null: without the hub nothing can be taken. */
  #taker(self: OperatorId, waiting: readonly Interaction[]): Taker | null {
    const { clock, hub, isOnline, mirror } = this.#parts;
    const operator = hub.operator(self);
    if (!operator || !isOnline()) return null;
    const rung = waiting.filter(({ offers }) => offers.some((offer) => offer.operatorId === self && !offer.outcome));
    const talks = mirror.talks().filter(({ operatorId }) => operatorId === self);
    const state = mirror.operatorStates().find(({ operatorId }) => operatorId === self);
    return { operator, state, own: [...rung, ...talks, ...mirror.wrapUps(self)], nowMs: hub.toHub(clock.nowMs()) };
  }

  #isAsked(asked: typeof CANCEL | typeof TAKE, interactionId: InteractionId): boolean {
    return this.#parts.outbox.pending().some(({ name, input }) => {
      const parsed = name === asked ? LinkCommands[asked].input.safeParse(input) : null;
      return parsed?.success === true && parsed.data.interactionId === interactionId;
    });
  }
}
