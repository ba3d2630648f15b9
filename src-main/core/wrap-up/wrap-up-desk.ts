import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import { DEFAULT_WRAP_UP, type PassedOnTalk } from "../../../src-shared/domain/wrap-up.ts";
import type { InteractionId, QueueId } from "../../../src-shared/ids.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { outcomeRequests } from "../../../src-shared/ipc/outcomes.ts";
import type { WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import type { WrapUpView, wrapUpRequests } from "../../../src-shared/ipc/wrap-up.ts";
import { type LinkCommandName, LinkCommands } from "../../../src-shared/link/link-contract.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { MirrorStore } from "../ports/store.ts";
import type { HubKnowledge } from "../workplace/hub-knowledge.ts";
import { OutcomeDesk } from "./outcome-desk.ts";

export type WrapUpParts = {
  readonly mirror: Pick<MirrorStore, "wrapUps" | "note" | "outcome" | "operatorStates" | "interaction">;
  readonly outbox: Pick<Outbox, "add" | "discard" | "pending">;
  readonly hub: Pick<HubKnowledge, "self" | "toLocal" | "queueName" | "topics"> & {
    readonly queue: HubKnowledge["queue"];
  };
  readonly isOnline: () => boolean;
};

/** The commands here that are about one interaction. */
type OwnCommand = "interaction.finish-wrap-up" | "interaction.extend-wrap-up" | "interaction.set-note";

/** What is still to be written up, and the notes; what was done here counts before the hub knows of it. */
export class WrapUpDesk {
  readonly handlers: Pick<Handlers<WorkplaceContract>, keyof typeof wrapUpRequests | keyof typeof outcomeRequests>;
  readonly #parts: WrapUpParts;
  readonly outcomes: OutcomeDesk;

  constructor(parts: WrapUpParts) {
    this.#parts = parts;
    this.outcomes = new OutcomeDesk(parts);
    this.handlers = {
      ...this.outcomes.handlers,
      "wrap-up.finish": ({ interactionId }) => this.#finish(interactionId),
      "wrap-up.extend": ({ interactionId }) =>
        parts.isOnline() ? this.#send("interaction.extend-wrap-up", interactionId) : refused("no-link", "later"),
      "notes.get": ({ interactionId }) => accepted({ text: this.note(interactionId) }),
      "notes.set": ({ interactionId, text }) => this.#setNote(interactionId, text),
    };
  }

  /** Oldest first. One that a hub of before keeps no time for is not shown: nobody could say when it ends. */
  view(): WrapUpView[] {
    const { mirror, hub } = this.#parts;
    if (hub.self === null) return [];
    const own = mirror.wrapUps(hub.self).flatMap((interaction) => this.#viewOf(interaction) ?? []);
    const isOwn = (id: InteractionId) => own.some(({ interactionId }) => interactionId === id);
    const { passedOn = [] } = mirror.operatorStates().find(({ operatorId }) => operatorId === hub.self) ?? {};
    const others = passedOn.flatMap((talk) => (isOwn(talk.interactionId) ? [] : (this.#viewOfPassedOn(talk) ?? [])));
    return others.length === 0 ? own : [...own, ...others].sort((one, other) => one.endedAtMs - other.endedAtMs);
  }

  /** The note as it was written last, here or at another desktop. */
  note(interactionId: InteractionId): string {
    const { mirror, hub } = this.#parts;
    const waiting = this.#pending("interaction.set-note", interactionId)?.text;
    if (typeof waiting === "string") return waiting;
    return (hub.self && mirror.note(interactionId, hub.self)) ?? "";
  }

  #viewOf(interaction: Interaction): WrapUpView | null {
    const { interactionId, direction, customer, queueId, wrapUp, acceptedAtMs, endedAtMs, heldTotalMs } = interaction;
    if (!wrapUp || endedAtMs === null) return null;
    const { toLocal, queueName } = this.#parts.hub;
    return {
      interactionId,
      direction,
      customer,
      queueName: queueId && queueName(queueId),
      talkMs: Math.max(0, endedAtMs - (acceptedAtMs ?? endedAtMs)),
      heldMs: heldTotalMs,
      endedAtMs: toLocal(endedAtMs),
      endedBy: interaction.endedBy ?? "system",
      untilMs: toLocal(wrapUp.untilMs),
      atEnd: wrapUp.atEnd,
      extension: this.#extension(queueId, interactionId, wrapUp.extensions),
      isFinishing: this.#pending("interaction.finish-wrap-up", interactionId) !== null,
    };
  }

  /** The contact goes on, and what of it is this operator's is over. */
  #viewOfPassedOn({ interactionId, queueId, passedOnAtMs, talkMs, heldMs, wrapUp }: PassedOnTalk): WrapUpView | null {
    const interaction = this.#parts.mirror.interaction(interactionId);
    if (!interaction) return null;
    const { toLocal, queueName } = this.#parts.hub;
    const { direction, customer } = interaction;
    return {
      ...{ interactionId, direction, customer, talkMs, heldMs },
      queueName: queueName(queueId),
      endedAtMs: toLocal(passedOnAtMs),
      endedBy: "operator",
      isPassedOn: true,
      untilMs: toLocal(wrapUp.untilMs),
      atEnd: wrapUp.atEnd,
      extension: this.#extension(queueId, interactionId, wrapUp.extensions),
      isFinishing: this.#pending("interaction.finish-wrap-up", interactionId) !== null,
    };
  }

  #extension(queueId: QueueId | null, interactionId: InteractionId, used: number): WrapUpView["extension"] {
    const policy = (queueId && this.#parts.hub.queue(queueId)?.wrapUp) ?? DEFAULT_WRAP_UP;
    const asked = this.#pending("interaction.extend-wrap-up", interactionId) === null ? 0 : 1;
    return { byMs: policy.extensionMs, left: Math.max(0, policy.extensionsPerContact - used - asked) };
  }

  #finish(interactionId: InteractionId) {
    if (this.outcomes.missing(interactionId).length > 0) return refused("outcome-missing");
    return this.#send("interaction.finish-wrap-up", interactionId);
  }

  #send(name: "interaction.finish-wrap-up" | "interaction.extend-wrap-up", interactionId: InteractionId) {
    // Pressed twice it is asked once.
    if (this.#pending(name, interactionId) !== null) return accepted({});
    const kept = this.#parts.outbox.add(name, { interactionId });
    return kept.ok ? accepted({}) : kept;
  }

  /** Kept before anything else; of several that wait only the last is true. */
  #setNote(interactionId: InteractionId, text: string) {
    if (text === this.note(interactionId)) return accepted({});
    const { outbox } = this.#parts;
    const before = outbox.pending().filter((command) => isAbout(command, "interaction.set-note", interactionId));
    const kept = outbox.add("interaction.set-note", { interactionId, text });
    if (!kept.ok) return kept;
    outbox.discard((command) => before.includes(command));
    return accepted({});
  }

  #pending(name: OwnCommand, interactionId: InteractionId): { readonly text?: unknown } | null {
    const waiting = this.#parts.outbox.pending().findLast((command) => isAbout(command, name, interactionId));
    return waiting ? (waiting.input as { readonly text?: unknown }) : null;
  }
}

function isAbout(
  { name, input }: { readonly name: LinkCommandName; readonly input: unknown },
  wanted: OwnCommand,
  interactionId: InteractionId,
): boolean {
  if (name !== wanted) return false;
  const parsed = LinkCommands[wanted].input.safeParse(input);
  return parsed.success && parsed.data.interactionId === interactionId;
}
