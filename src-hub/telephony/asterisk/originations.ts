import type { Customer, OfferOutcome } from "../../../src-shared/events/log-event.ts";
import type { OfferId } from "../../../src-shared/ids.ts";
import type { OriginateRequest, TelephonyCallId } from "../telephony.ts";
import type { AriChannel, AriEvent } from "./ari/ari-objects.ts";
import { AsteriskCall } from "./asterisk-call.ts";
import { Rings } from "./asterisk-ring.ts";
import type { CallEnvironment } from "./call-environment.ts";
import { CallWork } from "./call-work.ts";
import { CAUSE, ringOutcomeOf } from "./ring-outcome.ts";

type Origination = { readonly callId: TelephonyCallId; readonly channelId: string; readonly rings: Rings };

type OriginationsNeeds = {
  readonly environment: () => CallEnvironment<AsteriskCall>;
  /** Who the phone's owner is to the one who will be called. */
  readonly identityOf: (user: string) => Customer;
  readonly onCall: (call: AsteriskCall) => void;
};

/** Calls of the hub's own whose first phone still rings. */
export class Originations {
  readonly #needs: OriginationsNeeds;
  readonly #byOffer = new Map<OfferId, Origination>();

  constructor(needs: OriginationsNeeds) {
    this.#needs = needs;
  }

  originate(request: OriginateRequest): TelephonyCallId {
    const { rest, clock, isRegistered, dialTarget, failed, emit } = this.#needs.environment();
    const callId = clock.newId() as TelephonyCallId;
    const { offerId, interactionId, user, party } = request;
    if (!isRegistered(user)) {
      emit({ type: "ring-failed", callId, offerId, outcome: "unreachable" });
      return callId;
    }
    const onRefused = (error: unknown) => failed(callId, error);
    const work = new CallWork(callId, rest, onRefused);
    const onFailed = (_offerId: OfferId, outcome: Exclude<OfferOutcome, "withdrawn">) => {
      this.#byOffer.delete(offerId);
      emit({ type: "ring-failed", callId, offerId, outcome });
    };
    const rings = new Rings({ rest, clock, work, onFailed, onRefused });
    const note = { call: callId, role: "ring", user, interaction: interactionId, isHolding: false } as const;
    const channelId = rings.start({ ...request, callId }, { endpoint: dialTarget(user), from: party, note });
    this.#byOffer.set(offerId, { callId, channelId, rings });
    return callId;
  }

  withdraw(offerId: OfferId): void {
    this.#byOffer.get(offerId)?.rings.stopAll(CAUSE.normal);
    this.#byOffer.delete(offerId);
  }

  has(channelId: string): boolean {
    return this.#of(channelId) !== undefined;
  }

  heard(event: Extract<AriEvent, { channel: AriChannel }>): void {
    const { channel } = event;
    const origination = this.#of(channel.id);
    const ring = origination?.rings.ofChannel(channel.id);
    if (!origination || !ring) return;
    const { rings } = origination;
    if (event.type === "StasisStart") rings.entered(ring, () => Promise.resolve());
    else if (event.type === "ChannelDestroyed") rings.fail(ring, ringOutcomeOf(event.cause, event.tech_cause ?? null));
    else if (event.type === "StasisEnd" && channel.state === "Up") rings.fail(ring, "declined");
    else if (event.type === "ChannelStateChange") this.#stateChanged(origination, channel.state);
  }

  /** What the PBX says of its channels after it was not heard for a while. */
  compare(states: ReadonlyMap<string, string>): void {
    for (const origination of [...this.#byOffer.values()]) {
      const state = states.get(origination.channelId);
      const ring = origination.rings.ofChannel(origination.channelId);
      if (!ring) continue;
      if (state === undefined) origination.rings.fail(ring, "unreachable");
      else {
        origination.rings.entered(ring, () => Promise.resolve());
        this.#stateChanged(origination, state);
      }
    }
  }

  /** The user has no phone any more. */
  phoneGone(user: string): void {
    for (const { rings } of [...this.#byOffer.values()]) rings.failUser(user);
  }

  /** The PBX is gone, and what rang there. */
  writeOff(): void {
    for (const { rings } of [...this.#byOffer.values()]) for (const ring of rings.all) rings.fail(ring, "unreachable");
  }

  #stateChanged({ callId, channelId, rings }: Origination, state: string): void {
    const ring = rings.ofChannel(channelId);
    if (!ring) return;
    if (state === "Ringing") ring.wasHeard = true;
    if (state !== "Up") return;
    const { environment, identityOf, onCall } = this.#needs;
    const { offerId, interactionId, user } = ring.request;
    rings.take(ring);
    this.#byOffer.delete(offerId);
    const caller = { channelId, user, isHolding: false };
    const parts = environment();
    const arrival = { callId, caller, from: identityOf(user), isUp: true, originatedFor: interactionId };
    onCall(new AsteriskCall(arrival, parts));
    parts.emit({ type: "originated", callId, offerId, user });
  }

  #of(channelId: string): Origination | undefined {
    return [...this.#byOffer.values()].find((one) => one.channelId === channelId);
  }
}
