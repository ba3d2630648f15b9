import type { Customer } from "../../../src-shared/events/log-event.ts";
import type { InteractionId, OfferId } from "../../../src-shared/ids.ts";
import type { RecordingAction, RingRequest, TelephonyCallId } from "../telephony.ts";
import type { TransferProgress } from "./ari/ari-rest.ts";
import type { AsteriskArrival, AsteriskLeg } from "./asterisk-leg.ts";
import { type AsteriskRing, Rings, TRANSFER_BY_HUB } from "./asterisk-ring.ts";
import type { CallEnvironment } from "./call-environment.ts";
import { CallWork } from "./call-work.ts";
import type { ChannelNote } from "./channel-note.ts";
import { Recordings } from "./recordings.ts";
import { CAUSE, causeOfRefusal, type RingOutcome, ringOutcomeOf } from "./ring-outcome.ts";

type Side = "caller" | "callee";

type Transfer = {
  readonly transferor: AsteriskLeg;
  /** The talk with whom the transferor consulted; null: the target is rung. */
  readonly consultation: AsteriskCall | null;
  offerId: OfferId | null;
};

/**
 * One caller at Asterisk and what becomes of it. Facts change here at once, in the order of the events; what Asterisk has
 * to do about them is asked one after another (`CallWork`), and the channels themselves say whether it came about.
 *
 * ```
 *  waiting --a rung phone is Up--> talking --a side's channel ends, hangUp--> over
 *     |                            talking --transfer joined--> talking (one side changed)
 *     +--the caller's channel ends, refuse--> over
 * ```
 */
export class AsteriskCall {
  readonly callId: TelephonyCallId;
  readonly from: Customer;
  readonly #environment: CallEnvironment<AsteriskCall>;
  readonly #work: CallWork;
  readonly #rings: Rings;
  readonly #recordings: Recordings;
  #state: "waiting" | "talking" | "over" = "waiting";
  #caller: AsteriskLeg;
  #callee: AsteriskLeg | null = null;
  #interactionId: InteractionId | null = null;
  #isAnswered: boolean;
  #transfer: Transfer | null = null;
  #tellAnswered: (() => void) | null = null;

  constructor(arrival: AsteriskArrival, environment: CallEnvironment<AsteriskCall>) {
    this.callId = arrival.callId;
    this.from = arrival.from;
    this.#caller = arrival.caller;
    this.#isAnswered = arrival.isUp;
    this.#environment = environment;
    const { rest, clock } = environment;
    const onRefused = (error: unknown) => environment.failed(arrival.callId, error);
    this.#work = new CallWork(arrival.callId, rest, onRefused);
    const onFailed = (offerId: OfferId, outcome: RingOutcome) => this.#ringFailed(offerId, outcome);
    this.#rings = new Rings({ rest, clock, work: this.#work, onFailed, onRefused });
    const claim = (channelId: string) => environment.claim(channelId, this);
    const { emit, recordsAll } = environment;
    this.#recordings = new Recordings({ callId: this.callId, rest, clock, work: this.#work, emit, claim, recordsAll });
    environment.claim(arrival.caller.channelId, this);
  }

  get sides(): readonly AsteriskLeg[] {
    return this.#callee ? [this.#caller, this.#callee] : [this.#caller];
  }

  get channelIds(): readonly string[] {
    return [...this.sides, ...this.#rings.all].map(({ channelId }) => channelId);
  }

  /** Settles when Asterisk was asked all there is to ask. */
  idle(): Promise<void> {
    return this.#work.idle();
  }

  /** A channel that came to the hub by itself: its transfers are the hub's. */
  arrived(): void {
    const { rest } = this.#environment;
    this.#work.do(() => rest.setVariables(this.#caller.channelId, TRANSFER_BY_HUB));
  }

  /** The talk goes on from before; nothing is asked of Asterisk. */
  resumeTalk(interactionId: InteractionId | null, callee: AsteriskLeg): void {
    this.#interactionId = interactionId;
    this.#callee = callee;
    this.#state = "talking";
    this.#work.takeBridge();
    this.#isAnswered = true;
    this.#environment.claim(callee.channelId, this);
  }

  queue(interactionId: InteractionId): void {
    if (this.#state !== "waiting") return;
    this.#interactionId = interactionId;
    const { channelId } = this.#caller;
    this.#work.do(async () => {
      await this.#work.note(channelId, this.#note(this.#caller, "waits"));
      await this.#answerCaller();
      if (this.#state === "waiting") await this.#work.toWaitingRoom(channelId);
    });
  }

  ring(request: RingRequest): void {
    if (this.#state === "over") return;
    const { emit, isRegistered } = this.#environment;
    const { callId, offerId, user } = request;
    const transfer = this.#transfer;
    const mayRing = this.#state === "waiting" || (transfer !== null && transfer.offerId === null);
    this.#interactionId = request.interactionId;
    if (transfer && mayRing) transfer.offerId = offerId;
    const { dialTarget, trunkTarget } = this.#environment;
    const endpoint = request.isOutside ? trunkTarget(user) : isRegistered(user) ? dialTarget(user) : null;
    if (mayRing && endpoint !== null) {
      this.#startRing(request, endpoint);
      return;
    }
    if (transfer && mayRing) this.#transferOver("channel_unavailable");
    emit({ type: "ring-failed", callId, offerId, outcome: "unreachable" });
  }

  withdraw(offerId: OfferId): void {
    const ring = this.#rings.of(offerId);
    if (!ring) return;
    this.#rings.stop(ring, CAUSE.normal);
    if (this.#transfer?.offerId === offerId) this.#transferOver("channel_declined");
  }

  refuse(sipCode: number): void {
    if (this.#state === "waiting") this.#end("exchange", causeOfRefusal(sipCode));
    else if (this.#transfer) this.#transferOver(sipCode === 603 ? "channel_declined" : "channel_unavailable");
  }

  record(action: RecordingAction): void {
    if (this.#state === "talking" && this.#interactionId) this.#recordings.act(action, this.#interactionId, this.sides);
  }

  hangUp(): void {
    if (this.#state === "talking") this.#end("exchange", CAUSE.normal);
  }

  /** The channel of a ring is in the application: it may be dialled. */
  channelEntered(channelId: string): void {
    const ring = this.#rings.ofChannel(channelId);
    const { channelId: callerId } = this.#caller;
    this.#recordings.entered(channelId);
    if (!ring) return;
    this.#rings.entered(ring, async () => {
      // Who was not answered hears what the rung side sends before it answers: ringing, or a carrier's words.
      if (this.#state === "waiting" && !this.#isAnswered) await this.#work.bridge([callerId, channelId]);
    });
  }

  /** A rung phone answered, or the like: `state` is Asterisk's word. */
  channelChanged(channelId: string, state: string): void {
    const ring = this.#rings.ofChannel(channelId);
    if (!ring) return;
    if (state === "Ringing") ring.wasHeard = true;
    if (state === "Up") this.#answered(ring);
  }

  channelGone(channelId: string, cause: number, sipCode: number | null): void {
    this.#environment.release(channelId);
    const ring = this.#rings.ofChannel(channelId);
    if (ring) this.#rings.fail(ring, ringOutcomeOf(cause, sipCode));
    const side = this.#sideOf(channelId);
    if (side) this.#end(side, CAUSE.normal);
  }

  /** The user has no phone any more: what rings there rings in vain. */
  phoneGone(user: string): void {
    this.#rings.failUser(user);
  }

  /** The phone of a side did not come back in time. */
  sideLost(user: string): void {
    const leg = this.sides.find((side) => side.user === user);
    const side = leg && this.#sideOf(leg.channelId);
    if (side) this.#end(side, CAUSE.normal, true);
  }

  /** The PBX is gone, and the call with it. */
  exchangeLost(): void {
    this.#end("exchange", null, true);
  }

  holdChanged(channelId: string, held: boolean): void {
    const side = this.#sideOf(channelId);
    const leg = side && this.#legAt(side);
    if (!leg || this.#state !== "talking" || leg.isHolding === held) return;
    if (!held && this.#transfer?.transferor === leg) this.#takeBack();
    this.#setHolding(leg, held);
  }

  /** The phone of a side sent a REFER: to `dialled`, or to join the talk of `consultChannelId`. */
  transferAsked(channelId: string, dialled: string, consultChannelId: string | null): void {
    const side = this.#sideOf(channelId);
    const transferor = side && this.#legAt(side);
    if (!transferor || this.#state !== "talking") return;
    const { callOf, emit, rest } = this.#environment;
    const consultation = consultChannelId === null ? null : (callOf(consultChannelId) ?? null);
    if (this.#transfer || (consultChannelId !== null && consultation === null) || consultation === this) {
      this.#work.do(() => rest.transferProgress(channelId, "channel_declined"));
      return;
    }
    this.#transfer = { transferor, consultation, offerId: null };
    this.#work.do(() => rest.transferProgress(channelId, "channel_progress"));
    const consultCallId = consultation?.callId ?? null;
    const target = consultation && consultChannelId !== null ? consultation.#otherThan(consultChannelId) : null;
    emit({
      type: "transfer-asked",
      callId: this.callId,
      byUser: transferor.user,
      dialled: target?.user ?? dialled,
      consultCallId,
    });
  }

  joinTransfer(): void {
    const { consultation, transferor } = this.#transfer ?? {};
    if (!consultation || !transferor) return;
    const taken = consultation.#giveAway(transferor.user);
    if (taken) this.#join(taken, transferor);
    else this.#transferOver("channel_unavailable");
  }

  #startRing(request: RingRequest, endpoint: string): void {
    const { callerNumber, claim } = this.#environment;
    const { user, isOutside } = request;
    const note = { call: this.callId, role: "ring", user, interaction: this.#interactionId, isHolding: false } as const;
    const shown = isOutside && callerNumber !== null ? { address: callerNumber, name: null } : null;
    const from = shown ?? (this.#transfer && this.#partyOf(this.#transfer.transferor)) ?? this.from;
    claim(this.#rings.start(request, { endpoint, from, note }), this);
  }

  #ringFailed(offerId: OfferId, outcome: RingOutcome): void {
    if (this.#state === "over") return;
    if (this.#transfer?.offerId === offerId)
      this.#transferOver(outcome === "declined" || outcome === "busy" ? "channel_declined" : "channel_unavailable");
    this.#environment.emit({ type: "ring-failed", callId: this.callId, offerId, outcome });
  }

  #answered(ring: AsteriskRing): void {
    const { callId } = this;
    const { offerId, user } = ring.request;
    this.#rings.take(ring);
    const callee = { channelId: ring.channelId, user, isHolding: false };
    if (this.#state === "talking") {
      if (this.#transfer) this.#join(callee, this.#transfer.transferor);
      else this.#work.hangUp(ring.channelId, CAUSE.answeredElsewhere);
      return;
    }
    if (this.#state === "over") return;
    this.#rings.stopAll(CAUSE.answeredElsewhere);
    this.#state = "talking";
    this.#callee = callee;
    this.#tellAnswered = () => {
      this.#tellAnswered = null;
      this.#environment.emit({ type: "answered", callId, offerId, user });
    };
    this.#work.do(async () => {
      await this.#answerCaller();
      await this.#work.bridge([this.#caller.channelId, callee.channelId]);
      await this.#noteSides();
      this.#tellAnswered?.();
    });
  }

  /** The target takes the transferor's place beside the one who stays. */
  #join(target: AsteriskLeg, transferor: AsteriskLeg): void {
    const { claim, emit, rest } = this.#environment;
    const { callId } = this;
    const side = this.#sideOf(transferor.channelId);
    if (!side) return;
    this.#transfer = null;
    claim(target.channelId, this);
    if (side === "caller") this.#caller = target;
    else this.#callee = target;
    for (const leg of this.sides) leg.isHolding = false;
    this.#work.do(async () => {
      await this.#work.removeFromBridge(transferor.channelId);
      await this.#work.bridge([target.channelId]);
      await this.#noteSides();
      emit({ type: "transferred", callId, byUser: transferor.user, toUser: target.user });
      await rest.transferProgress(transferor.channelId, "channel_answered");
      this.#release(transferor);
    });
  }

  /** The far side of the one who consults goes on elsewhere; nothing is left of this talk. */
  #giveAway(consultingUser: string): AsteriskLeg | null {
    const own = this.sides.find(({ user }) => user === consultingUser);
    const taken = own && this.#otherThan(own.channelId);
    if (!own || !taken || this.#state !== "talking") return null;
    const by = this.#sideOf(own.channelId) ?? "exchange";
    this.#environment.release(taken.channelId);
    this.#caller = own;
    this.#callee = null;
    this.#tellAnswered?.();
    this.#state = "over";
    this.#release(own);
    this.#work.dropBridge();
    this.#environment.over(this);
    this.#environment.emit({ type: "ended", callId: this.callId, by, wasAnswered: true });
    return taken;
  }

  /** A phone that passed its talk on hangs up by itself; one that does not is hung up. */
  #release({ channelId }: AsteriskLeg): void {
    const { clock, patience, release } = this.#environment;
    release(channelId);
    clock.after(patience.releaseMs, () => this.#work.hangUp(channelId, CAUSE.normal));
  }

  #transferOver(progress: TransferProgress): void {
    const { rest } = this.#environment;
    const channelId = this.#transfer?.transferor.channelId;
    this.#transfer = null;
    if (channelId !== undefined) this.#work.do(() => rest.transferProgress(channelId, progress));
  }

  /** The transferor resumes the talk while the target still rings: it wants the other side back. */
  #takeBack(): void {
    const offerId = this.#transfer?.offerId ?? null;
    const ring = offerId === null ? undefined : this.#rings.of(offerId);
    if (!ring || offerId === null) return;
    this.#rings.stop(ring, CAUSE.normal);
    this.#transferOver("channel_declined");
    this.#environment.emit({ type: "transfer-taken-back", callId: this.callId, offerId });
  }

  #setHolding(leg: AsteriskLeg, held: boolean): void {
    leg.isHolding = held;
    this.#environment.emit({ type: "hold-changed", callId: this.callId, byUser: leg.user, held });
    this.#work.do(() => this.#noteSides());
  }

  /** `cause` null: Asterisk is not there to be asked. */
  #end(by: Side | "exchange", cause: number | null, isFlowLost = false): void {
    if (this.#state === "over") return;
    const wasAnswered = this.#state === "talking";
    this.#tellAnswered?.();
    this.#state = "over";
    this.#transfer = null;
    if (cause === null) for (const ring of this.#rings.all) this.#rings.take(ring);
    else this.#rings.stopAll(CAUSE.normal);
    if (cause !== null) {
      for (const { channelId } of this.sides) this.#work.hangUp(channelId, cause);
      this.#work.dropBridge();
    }
    this.#environment.over(this);
    const lost = isFlowLost && wasAnswered ? { isFlowLost } : {};
    this.#environment.emit({ type: "ended", callId: this.callId, by, wasAnswered, ...lost });
  }

  async #answerCaller(): Promise<void> {
    if (this.#isAnswered) return;
    this.#isAnswered = true;
    await this.#environment.rest.answer(this.#caller.channelId);
  }

  async #noteSides(): Promise<void> {
    if (this.#state !== "talking") return;
    await this.#work.note(this.#caller.channelId, this.#note(this.#caller, "caller"));
    if (this.#callee) await this.#work.note(this.#callee.channelId, this.#note(this.#callee, "callee"));
    if (this.#interactionId) this.#recordings.talking(this.#interactionId, this.sides);
  }

  #note({ user, isHolding }: AsteriskLeg, role: ChannelNote["role"]): ChannelNote {
    return { call: this.callId, role, user, interaction: this.#interactionId, isHolding };
  }

  /** Who the other side of a side is, as others may be shown. */
  #partyOf(leg: AsteriskLeg): Customer | null {
    const other = this.#otherThan(leg.channelId);
    if (!other) return null;
    return other === this.#caller && other.user !== leg.user ? this.from : { address: other.user, name: null };
  }

  #otherThan(channelId: string): AsteriskLeg | null {
    return this.sides.find((leg) => leg.channelId !== channelId) ?? null;
  }

  #sideOf(channelId: string): Side | null {
    if (channelId === this.#caller.channelId) return "caller";
    return channelId === this.#callee?.channelId ? "callee" : null;
  }

  #legAt(side: Side): AsteriskLeg | null {
    return side === "caller" ? this.#caller : this.#callee;
  }
}
