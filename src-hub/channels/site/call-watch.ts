import { type Interaction, isOpen } from "../../../src-shared/domain/interaction.ts";
import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import type { InteractionId, OperatorId } from "../../../src-shared/ids.ts";
import type { SiteCallState } from "../../../src-shared/site-chat/site-call.ts";
import type { EventLog } from "../../log/event-log.ts";
import { countPlaces } from "./contact-watch.ts";

/** What is told of a visitor's call at each change. */
export type CallListener = (siteKey: string, visitorId: string, call: SiteCallState) => void;

export type CallWatchNeeds = {
  readonly log: EventLog;
  /** The name visitors see. */
  readonly nameOf: (operatorId: OperatorId) => string | null;
};

const OVER: SiteCallState = { phase: "over", operator: null, position: null };

/** Reads from the log how it stands with the calls that visitors of sites make. */
export class CallWatch {
  readonly #needs: CallWatchNeeds;
  readonly #callers = new Map<InteractionId, Caller>();
  readonly #stop: () => void;
  #listener: CallListener = () => undefined;

  constructor(needs: CallWatchNeeds) {
    this.#needs = needs;
    for (const interaction of needs.log.unclosed()) this.#place(interaction);
    this.#stop = needs.log.onAppended((events) => this.#follow(events));
  }

  listen(listener: CallListener): void {
    this.#listener = listener;
  }

  stop(): void {
    this.#stop();
  }

  /** The visitor's call; null: there is none. */
  state(siteKey: string, visitorId: string): SiteCallState | null {
    for (const [interactionId, caller] of this.#callers)
      if (caller.siteKey === siteKey && caller.visitorId === visitorId)
        return this.#stateOf(this.#needs.log.interaction(interactionId), placesOf(this.#needs.log));
    return null;
  }

  #follow(events: readonly LogEvent[]): void {
    const touched = new Set<InteractionId>();
    let hasMoved = false;
    for (const { type, payload } of events) {
      if (!type.startsWith("interaction.") || !("interactionId" in payload)) continue;
      const { interactionId } = payload;
      hasMoved ||= type === "interaction.accepted" || type === "interaction.ended";
      if (type === "interaction.created") this.#place(this.#needs.log.interaction(interactionId));
      if (this.#callers.has(interactionId)) touched.add(interactionId);
      if (type === "interaction.ended") this.#over(interactionId);
    }
    // Who waits behind those who left moved up.
    if (hasMoved) for (const interactionId of this.#callers.keys()) touched.add(interactionId);
    if (touched.size === 0) return;
    const places = placesOf(this.#needs.log);
    for (const interactionId of touched) {
      const caller = this.#callers.get(interactionId);
      if (caller) this.#tell(caller, this.#stateOf(this.#needs.log.interaction(interactionId), places));
    }
  }

  #over(interactionId: InteractionId): void {
    const caller = this.#callers.get(interactionId);
    this.#callers.delete(interactionId);
    if (caller) this.#tell(caller, OVER);
  }

  #tell(caller: Caller, call: SiteCallState): void {
    const text = JSON.stringify(call);
    if (caller.told === text) return;
    caller.told = text;
    this.#listener(caller.siteKey, caller.visitorId, call);
  }

  #stateOf(interaction: Interaction | undefined, places: ReadonlyMap<InteractionId, number>): SiteCallState {
    if (!interaction || !isOpen(interaction)) return OVER;
    const { interactionId, state, operatorId } = interaction;
    if (state === "active" || state === "held")
      return { phase: "talking", operator: operatorId && this.#needs.nameOf(operatorId), position: null };
    return { phase: "waiting", operator: null, position: places.get(interactionId) ?? 1 };
  }

  #place(interaction: Interaction | undefined): void {
    if (interaction?.channel !== "site-call" || !isOpen(interaction)) return;
    const { customer, dialled, interactionId } = interaction;
    if (!customer.address.startsWith("chat:")) return;
    this.#callers.set(interactionId, { siteKey: dialled, visitorId: customer.address.slice("chat:".length), told: "" });
  }
}

type Caller = { readonly siteKey: string; readonly visitorId: string; told: string };

function placesOf(log: EventLog): ReadonlyMap<InteractionId, number> {
  return countPlaces(log.unclosed());
}
