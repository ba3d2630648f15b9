import type { Customer } from "../../../src-shared/events/log-event.ts";
import type { OfferId } from "../../../src-shared/ids.ts";
import type { HubClock } from "../../clock.ts";
import { offerHeaders } from "../embedded/ring-headers.ts";
import type { RingRequest } from "../telephony.ts";
import { AriError } from "./ari/ari-error.ts";
import type { AriRest, NewChannel } from "./ari/ari-rest.ts";
import type { CallWork } from "./call-work.ts";
import { type ChannelNote, NOTE_VARIABLE } from "./channel-note.ts";
import { CAUSE, type RingOutcome } from "./ring-outcome.ts";

/** One phone being rung for an offer. */
export type AsteriskRing = {
  readonly request: RingRequest;
  readonly channelId: string;
  /** Its channel has come to the application: only then it can be dialled. */
  isDialled: boolean;
  /** The phone said 180 or the like: it is there. */
  wasHeard: boolean;
  readonly stopTimer: () => void;
};

/** REFER of this channel's phone goes to the hub alone, never to the dialplan. */
export const TRANSFER_BY_HUB = { "PJSIP_TRANSFER_HANDLING()": "ari-only" } as const;

type RingPlan = { readonly endpoint: string; readonly from: Customer; readonly note: ChannelNote };

type RingsNeeds = {
  readonly rest: AriRest;
  readonly clock: Pick<HubClock, "after" | "newId">;
  readonly work: CallWork;
  /** An offer is over without an answer. */
  readonly onFailed: (offerId: OfferId, outcome: RingOutcome) => void;
  readonly onRefused: (error: unknown) => void;
};

/** The phones a call rings now. */
export class Rings {
  readonly #needs: RingsNeeds;
  readonly #rings = new Map<OfferId, AsteriskRing>();

  constructor(needs: RingsNeeds) {
    this.#needs = needs;
  }

  get all(): readonly AsteriskRing[] {
    return [...this.#rings.values()];
  }

  of(offerId: OfferId): AsteriskRing | undefined {
    return this.#rings.get(offerId);
  }

  ofChannel(channelId: string): AsteriskRing | undefined {
    return this.all.find((ring) => ring.channelId === channelId);
  }

  /** Makes the channel; it is dialled when it has come to the application. Its id. */
  start(request: RingRequest, plan: RingPlan): string {
    const { clock, rest } = this.#needs;
    const { offerId, ringTimeoutMs } = request;
    const channelId = clock.newId();
    const stopTimer = clock.after(ringTimeoutMs, () => this.#rungOut(offerId));
    const ring: AsteriskRing = { request, channelId, isDialled: false, wasHeard: false, stopTimer };
    this.#rings.set(offerId, ring);
    this.#ask(ring, async () => void (await rest.createChannel(ringChannel(request, channelId, plan))));
    return channelId;
  }

  /** `before` is done first, in its turn. */
  entered(ring: AsteriskRing, before: () => Promise<void>): void {
    if (ring.isDialled) return;
    ring.isDialled = true;
    this.#ask(ring, async () => {
      await before();
      // The hub's own timer ends it sooner; this one stands in for a hub that died meanwhile.
      await this.#needs.rest.dial(ring.channelId, Math.ceil(ring.request.ringTimeoutMs / 1000) + 5);
    });
  }

  /** Takes it out: it was answered, or its channel is gone. */
  take(ring: AsteriskRing): void {
    ring.stopTimer();
    this.#rings.delete(ring.request.offerId);
  }

  fail(ring: AsteriskRing, outcome: RingOutcome): void {
    this.take(ring);
    this.#needs.onFailed(ring.request.offerId, outcome);
  }

  /** What rings at this user's phone rings in vain. */
  failUser(user: string): void {
    for (const ring of this.all)
      if (ring.request.user === user) {
        this.stop(ring, CAUSE.normal);
        this.fail(ring, "unreachable");
      }
  }

  stop(ring: AsteriskRing, cause: number): void {
    this.take(ring);
    this.#needs.work.hangUp(ring.channelId, cause);
  }

  stopAll(cause: number): void {
    for (const ring of this.all) this.stop(ring, cause);
  }

  #rungOut(offerId: OfferId): void {
    const ring = this.#rings.get(offerId);
    if (!ring) return;
    this.stop(ring, CAUSE.normal);
    this.fail(ring, ring.wasHeard ? "no-answer" : "unreachable");
  }

  #ask(ring: AsteriskRing, job: () => Promise<void>): void {
    const isOpen = () => this.#rings.get(ring.request.offerId) === ring;
    this.#needs.work.do(() =>
      (isOpen() ? job() : Promise.resolve()).catch((error: unknown) => {
        if (!(error instanceof AriError) || !isOpen()) throw error;
        // "Allocation failed": there is no such endpoint, or none that could be rung.
        this.#needs.onRefused(error);
        this.stop(ring, CAUSE.normal);
        this.fail(ring, "unreachable");
      }),
    );
  }
}

/** The channel that rings a phone, with what the phone is told: who calls, which contact it is, and for which queue. */
function ringChannel(request: RingRequest, channelId: string, { endpoint, from, note }: RingPlan): NewChannel {
  // What our phones are told is nothing for a carrier.
  const told = request.isOutside ? [] : offerHeaders(request);
  const headers = told.map((line) => {
    const colon = line.indexOf(": ");
    return [`PJSIP_HEADER(add,${line.slice(0, colon)})`, line.slice(colon + 2)] as const;
  });
  const variables = {
    [NOTE_VARIABLE]: JSON.stringify(note),
    ...TRANSFER_BY_HUB,
    // Who is on the other side of this channel: chan_pjsip writes it into From. "i": told by the INVITE alone.
    "CONNECTEDLINE(name,i)": from.name ?? "",
    "CONNECTEDLINE(num,i)": from.address,
    "CONNECTEDLINE(name-pres,i)": "allowed",
    "CONNECTEDLINE(num-pres,i)": "allowed",
    ...Object.fromEntries(headers),
  };
  return { channelId, endpoint, appArgs: "leg", variables };
}
