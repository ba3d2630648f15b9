import { channelKind } from "../../src-shared/domain/channel.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import {
  extendedUntil,
  type OwedWrapUp,
  type PassedOnTalk,
  type WrapUpPolicy,
} from "../../src-shared/domain/wrap-up.ts";
import type { LogEvent, NewEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId, OperatorId, QueueId } from "../../src-shared/ids.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { HubClock } from "../clock.ts";
import type { Roster } from "./roster.ts";
import { Timers } from "./timers.ts";

export type PassedOnNeeds = {
  readonly clock: HubClock;
  readonly roster: Pick<Roster, "presence" | "presences">;
  readonly owed: (interaction: Interaction) => OwedWrapUp | false;
  readonly policy: (queueId: QueueId | null) => WrapUpPolicy;
  /** Logs what is due, in turn with everything else. */
  readonly write: (due: () => readonly NewEvent[]) => void;
};

/**
 * The work after a talk that went on without its operator: it was passed to a queue. A fact of the operator, not of the
 * contact, which is somebody else's by then and may be closed before it is written up (ADR 43).
 */
export class PassedOnWrapUps {
  readonly #needs: PassedOnNeeds;
  readonly #timers: Timers<string>;

  constructor(needs: PassedOnNeeds) {
    this.#needs = needs;
    this.#timers = new Timers(needs.clock);
  }

  /** What is logged with the passing on of a talk; nothing where no wrap-up is owed, or nobody talked. */
  began(interaction: Interaction): readonly NewEvent[] {
    const { interactionId, operatorId, queueId, acceptedAtMs, channel, offers } = interaction;
    const owed = this.#needs.owed(interaction);
    const isTalk = channelKind(channel) === "voice" && (interaction.state === "active" || interaction.state === "held");
    if (owed === false || operatorId === null || queueId === null || acceptedAtMs === null || !isTalk) return [];
    const nowMs = this.#needs.clock.nowMs();
    const own = offers.findLast((offer) => offer.operatorId === operatorId && offer.outcome === "answered");
    const talkMs = Math.max(0, nowMs - (own?.endedAtMs ?? acceptedAtMs));
    const heldNowMs = interaction.heldSinceMs === null ? 0 : Math.max(0, nowMs - interaction.heldSinceMs);
    // Of a contact that went through several hands the hold of all is known, and no more than the talk can be this one's.
    const heldMs = Math.min(talkMs, interaction.heldTotalMs + heldNowMs);
    const payload = { operatorId, interactionId, queueId, talkMs, heldMs, wrapUp: owed };
    return [{ type: "operator.wrap-up-began", actor: operatorId, payload }];
  }

  /** The operator is done; nothing when there is nothing of theirs to write up. */
  finished(operatorId: OperatorId, interactionId: InteractionId): readonly NewEvent[] {
    return this.#talk(operatorId, interactionId) ? [ended(operatorId, interactionId, operatorId)] : [];
  }

  /** More time; null when this operator writes up nothing of this contact. */
  extend(
    operatorId: OperatorId,
    interactionId: InteractionId,
  ): Result<readonly NewEvent[], "no-extensions-left" | "shift-budget-used"> | null {
    const talk = this.#talk(operatorId, interactionId);
    if (!talk) return null;
    const { roster, clock } = this.#needs;
    const policy = this.#needs.policy(talk.queueId);
    const extendedMs = roster.presence(operatorId)?.extendedInShiftMs ?? 0;
    const extended = extendedUntil(talk.wrapUp, policy, extendedMs, clock.nowMs());
    if ("refusal" in extended) return refused(extended.refusal);
    const payload = { interactionId, operatorId, untilMs: extended.untilMs, byMs: policy.extensionMs };
    return accepted([{ type: "operator.wrap-up-extended", actor: operatorId, payload }]);
  }

  follow(events: readonly LogEvent[]): void {
    for (const event of events)
      if (event.type === "operator.wrap-up-began" || event.type === "operator.wrap-up-extended")
        this.#watch(event.payload.operatorId, event.payload.interactionId);
      else if (event.type === "operator.wrap-up-ended")
        this.#timers.clear(keyOf(event.payload.operatorId, event.payload.interactionId));
  }

  /** Takes up those that were going on when the hub went down. */
  resume(): void {
    for (const { operatorId, state } of this.#needs.roster.presences())
      for (const { interactionId } of state.passedOn ?? []) this.#watch(operatorId, interactionId);
  }

  /** What to log when operators leave the line: nobody is there to finish what stayed beyond its time. */
  leftBehind(gone: ReadonlySet<string | null>): readonly NewEvent[] {
    return this.#all()
      .filter(({ operatorId, wrapUp }) => gone.has(operatorId) && this.#needs.clock.nowMs() >= wrapUp.untilMs)
      .flatMap(({ operatorId, interactionId }) => this.#over(operatorId, interactionId));
  }

  /** Those whose time is over and that did not end: a fault; in words, for the checker. */
  overdue(slackMs: number): readonly string[] {
    return this.#all()
      .filter(({ operatorId, wrapUp }) => !this.#mayStay(operatorId, wrapUp))
      .filter(({ wrapUp }) => this.#needs.clock.nowMs() > wrapUp.untilMs + slackMs)
      .map(({ operatorId, interactionId }) => `${operatorId} should have written up ${interactionId}`);
  }

  stop(): void {
    this.#timers.clearAll();
  }

  #watch(operatorId: OperatorId, interactionId: InteractionId): void {
    const talk = this.#talk(operatorId, interactionId);
    if (!talk) return;
    const { clock, write } = this.#needs;
    this.#timers.set(keyOf(operatorId, interactionId), talk.wrapUp.untilMs - clock.nowMs(), () =>
      write(() => this.#over(operatorId, interactionId)),
    );
  }

  #over(operatorId: OperatorId, interactionId: InteractionId): readonly NewEvent[] {
    const talk = this.#talk(operatorId, interactionId);
    return talk && !this.#mayStay(operatorId, talk.wrapUp) ? [ended(operatorId, interactionId, "system")] : [];
  }

  #mayStay(operatorId: OperatorId, { atEnd }: OwedWrapUp): boolean {
    const status = this.#needs.roster.presence(operatorId)?.state.status;
    return atEnd === "stay" && status !== undefined && status !== "offline";
  }

  #talk(operatorId: OperatorId, interactionId: InteractionId): PassedOnTalk | undefined {
    const passedOn = this.#needs.roster.presence(operatorId)?.state.passedOn;
    return passedOn?.find((talk) => talk.interactionId === interactionId);
  }

  #all(): readonly (PassedOnTalk & { readonly operatorId: OperatorId })[] {
    return this.#needs.roster
      .presences()
      .flatMap(({ operatorId, state }) => (state.passedOn ?? []).map((talk) => ({ ...talk, operatorId })));
  }
}

function keyOf(operatorId: OperatorId, interactionId: InteractionId): string {
  return `${operatorId} ${interactionId}`;
}

function ended(operatorId: OperatorId, interactionId: InteractionId, actor: string): NewEvent {
  return { type: "operator.wrap-up-ended", actor, payload: { operatorId, interactionId } };
}
