import type { Customer } from "../../../src-shared/events/log-event.ts";
import type { InteractionId, OfferId } from "../../../src-shared/ids.ts";
import { SerialQueue } from "../../log/serial-queue.ts";
import type { RingRequest, TelephonyCallId } from "../telephony.ts";
import { AriError } from "./ari/ari-error.ts";
import type { TransferProgress } from "./ari/ari-rest.ts";
import { type AsteriskRing, ringChannel, TRANSFER_BY_HUB } from "./asterisk-ring.ts";
import type { CallEnvironment } from "./call-environment.ts";
import { type ChannelNote, NOTE_VARIABLE } from "./channel-note.ts";
import { CAUSE, causeOfRefusal, type RingOutcome, ringOutcomeOf } from "./ring-outcome.ts";

type Side = "caller" | "callee";
export type AsteriskLeg = { readonly channelId: string; readonly user: string; isHolding: boolean };

type Transfer = {
  readonly transferor: AsteriskLeg;
  /** The talk with whom the transferor consulted; null: the target is rung. */
  readonly consultation: AsteriskCall | null;
  offerId: OfferId | null;
};

/** Everybody who waits is in this bridge, and hears its music. */
export const WAITING_BRIDGE = "tandem-waiting";

/**
 * One caller at Asterisk and what becomes of it. Facts change here at once, in the order of the events; what Asterisk has
 * to do about them is asked one after another (`#do`), and the channels themselves say whether it came about.
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
  readonly #environment: CallEnvironment;
  readonly #work = new SerialQueue();
  readonly #rings = new Map<OfferId, AsteriskRing>();
  readonly #bridgeId: string;
  #state: "waiting" | "talking" | "over" = "waiting";
  #caller: AsteriskLeg;
  #callee: AsteriskLeg | null = null;
  #interactionId: InteractionId | null = null;
  #isAnswered: boolean;
  #hasBridge = false;
  #transfer: Transfer | null = null;
  #tellAnswered: (() => void) | null = null;

  constructor(
    arrival: {
      readonly callId: TelephonyCallId;
      readonly caller: AsteriskLeg;
      readonly from: Customer;
      readonly isUp: boolean;
    },
    environment: CallEnvironment,
  ) {
    this.callId = arrival.callId;
    this.from = arrival.from;
    this.#caller = arrival.caller;
    this.#isAnswered = arrival.isUp;
    this.#environment = environment;
    this.#bridgeId = `tandem-${arrival.callId}`;
    environment.claim(arrival.caller.channelId, this);
  }

  get isTalking(): boolean {
    return this.#state === "talking";
  }

  get sides(): readonly AsteriskLeg[] {
    return this.#callee ? [this.#caller, this.#callee] : [this.#caller];
  }

  get channelIds(): readonly string[] {
    return [...this.sides, ...this.#rings.values()].map(({ channelId }) => channelId);
  }

  /** Settles when Asterisk was asked all there is to ask. */
  idle(): Promise<void> {
    return this.#work.idle();
  }

  /** A channel that came to the hub by itself: its transfers are the hub's. */
  arrived(): void {
    const { rest } = this.#environment;
    this.#do(() => rest.setVariables(this.#caller.channelId, TRANSFER_BY_HUB));
  }

  /** The talk goes on from before; nothing is asked of Asterisk. */
  resumeTalk(interactionId: InteractionId | null, callee: AsteriskLeg): void {
    this.#interactionId = interactionId;
    this.#callee = callee;
    this.#state = "talking";
    this.#hasBridge = true;
    this.#isAnswered = true;
    this.#environment.claim(callee.channelId, this);
  }

  /** The caller waited before already, and is where the music plays. */
  resumeWait(interactionId: InteractionId): void {
    this.#interactionId = interactionId;
    this.#toWaitingRoom();
  }

  queue(interactionId: InteractionId | null): void {
    if (this.#state !== "waiting") return;
    this.#interactionId = interactionId;
    this.#toWaitingRoom();
  }

  ring(request: RingRequest): void {
    if (this.#state === "over") return;
    const { emit, isRegistered } = this.#environment;
    const { callId, offerId, user } = request;
    const transfer = this.#transfer;
    const mayRing = this.#state === "waiting" || (transfer !== null && transfer.offerId === null);
    this.#interactionId = request.interactionId;
    if (transfer && mayRing) transfer.offerId = offerId;
    if (mayRing && isRegistered(user)) {
      this.#startRing(request);
      return;
    }
    if (transfer && mayRing) this.#transferOver("channel_unavailable");
    emit({ type: "ring-failed", callId, offerId, outcome: "unreachable" });
  }

  withdraw(offerId: OfferId): void {
    const ring = this.#rings.get(offerId);
    if (!ring) return;
    this.#stopRing(ring, CAUSE.normal);
    if (this.#transfer?.offerId === offerId) this.#transferOver("channel_declined");
  }

  refuse(sipCode: number): void {
    if (this.#state === "waiting") this.#end("exchange", causeOfRefusal(sipCode));
    else if (this.#transfer) this.#transferOver(sipCode === 603 ? "channel_declined" : "channel_unavailable");
  }

  hangUp(): void {
    if (this.#state === "talking") this.#end("exchange", CAUSE.normal);
  }

  /** The channel of a ring is in the application: it may be dialled. */
  channelEntered(channelId: string): void {
    const ring = this.#ringOf(channelId);
    if (!ring || ring.isDialled) return;
    ring.isDialled = true;
    const { rest } = this.#environment;
    this.#dial(ring, async () => {
      // Who was not answered hears what the rung side sends before it answers: ringing, or a carrier's words.
      if (this.#state === "waiting" && !this.#isAnswered) await this.#bridge([this.#caller.channelId, channelId]);
      // The hub's own timer ends it sooner; this one stands in for a hub that died meanwhile.
      await rest.dial(channelId, Math.ceil(ring.request.ringTimeoutMs / 1000) + 5);
    });
  }

  /** A rung phone answered, or the like: `state` is Asterisk's word. */
  channelChanged(channelId: string, state: string): void {
    const ring = this.#ringOf(channelId);
    if (!ring) return;
    if (state === "Ringing") ring.wasHeard = true;
    if (state === "Up") this.#answered(ring);
  }

  channelGone(channelId: string, cause: number, sipCode: number | null): void {
    this.#environment.release(channelId);
    const ring = this.#ringOf(channelId);
    if (ring) this.#ringFailed(ring, ringOutcomeOf(cause, sipCode));
    const side = this.#sideOf(channelId);
    if (side) this.#end(side, CAUSE.normal);
  }

  /** The user has no phone any more: what rings there rings in vain. */
  phoneGone(user: string): void {
    for (const ring of [...this.#rings.values()])
      if (ring.request.user === user) {
        this.#stopRing(ring, CAUSE.normal);
        this.#ringFailed(ring, "unreachable");
      }
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
    const refuse = () => this.#do(() => rest.transferProgress(channelId, "channel_declined"));
    if (this.#transfer || (consultChannelId !== null && consultation === null) || consultation === this)
      return void refuse();
    this.#transfer = { transferor, consultation, offerId: null };
    this.#do(() => rest.transferProgress(channelId, "channel_progress"));
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

  #toWaitingRoom(): void {
    const { rest } = this.#environment;
    const { channelId } = this.#caller;
    this.#do(async () => {
      await rest.setVariables(channelId, { [NOTE_VARIABLE]: this.#note(this.#caller, "waits") });
      await this.#answerCaller();
      await rest.createBridge(WAITING_BRIDGE, "holding");
      if (this.#state === "waiting") await rest.addToBridge(WAITING_BRIDGE, channelId);
    });
  }

  #startRing(request: RingRequest): void {
    const { claim, clock, dialTarget, rest } = this.#environment;
    const { offerId, user, ringTimeoutMs } = request;
    const channelId = clock.newId();
    const stopTimer = clock.after(ringTimeoutMs, () => this.#rungOut(offerId));
    const ring: AsteriskRing = { request, channelId, isDialled: false, wasHeard: false, stopTimer };
    this.#rings.set(offerId, ring);
    claim(channelId, this);
    const note = { call: this.callId, role: "ring", user, interaction: this.#interactionId, isHolding: false } as const;
    const from = (this.#transfer && this.#partyOf(this.#transfer.transferor)) ?? this.from;
    const channel = ringChannel(request, { channelId, endpoint: dialTarget(user), from, note });
    this.#dial(ring, async () => void (await rest.createChannel(channel)));
  }

  #dial(ring: AsteriskRing, job: () => Promise<void>): void {
    const isOpen = () => this.#rings.get(ring.request.offerId) === ring;
    this.#do(() =>
      (isOpen() ? job() : Promise.resolve()).catch((error: unknown) => {
        if (!(error instanceof AriError) || !isOpen()) throw error;
        // "Allocation failed": there is no such endpoint, or none that could be rung.
        this.#environment.failed(this.callId, error);
        this.#stopRing(ring, CAUSE.normal);
        this.#ringFailed(ring, "unreachable");
      }),
    );
  }

  #rungOut(offerId: OfferId): void {
    const ring = this.#rings.get(offerId);
    if (!ring) return;
    this.#stopRing(ring, CAUSE.normal);
    this.#ringFailed(ring, ring.wasHeard ? "no-answer" : "unreachable");
  }

  #ringFailed(ring: AsteriskRing, outcome: RingOutcome): void {
    const { offerId } = ring.request;
    ring.stopTimer();
    this.#rings.delete(offerId);
    if (this.#state === "over") return;
    if (this.#transfer?.offerId === offerId)
      this.#transferOver(outcome === "declined" || outcome === "busy" ? "channel_declined" : "channel_unavailable");
    this.#environment.emit({ type: "ring-failed", callId: this.callId, offerId, outcome });
  }

  #stopRing(ring: AsteriskRing, cause: number): void {
    ring.stopTimer();
    this.#rings.delete(ring.request.offerId);
    this.#hangUpChannel(ring.channelId, cause);
  }

  #answered(ring: AsteriskRing): void {
    const { callId } = this;
    const { offerId, user } = ring.request;
    ring.stopTimer();
    this.#rings.delete(offerId);
    const callee = { channelId: ring.channelId, user, isHolding: false };
    if (this.#state === "talking") {
      if (this.#transfer) this.#join(callee, this.#transfer.transferor);
      else this.#hangUpChannel(ring.channelId, CAUSE.answeredElsewhere);
      return;
    }
    if (this.#state === "over") return;
    for (const other of [...this.#rings.values()]) this.#stopRing(other, CAUSE.answeredElsewhere);
    this.#state = "talking";
    this.#callee = callee;
    this.#tellAnswered = () => {
      this.#tellAnswered = null;
      this.#environment.emit({ type: "answered", callId, offerId, user });
    };
    this.#do(async () => {
      await this.#answerCaller();
      await this.#bridge([this.#caller.channelId, callee.channelId]);
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
    this.#do(async () => {
      await rest.removeFromBridge(this.#bridgeId, transferor.channelId);
      await this.#bridge([target.channelId]);
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
    this.#do(() => this.#environment.rest.destroyBridge(this.#bridgeId));
    this.#environment.over(this);
    this.#environment.emit({ type: "ended", callId: this.callId, by, wasAnswered: true });
    return taken;
  }

  /** A phone that passed its talk on hangs up by itself; one that does not is hung up. */
  #release({ channelId }: AsteriskLeg): void {
    const { clock, patience, release } = this.#environment;
    release(channelId);
    clock.after(patience.releaseMs, () => this.#hangUpChannel(channelId, CAUSE.normal));
  }

  #transferOver(progress: TransferProgress): void {
    const { rest } = this.#environment;
    const channelId = this.#transfer?.transferor.channelId;
    this.#transfer = null;
    if (channelId !== undefined) this.#do(() => rest.transferProgress(channelId, progress));
  }

  /** The transferor resumes the talk while the target still rings: it wants the other side back. */
  #takeBack(): void {
    const offerId = this.#transfer?.offerId ?? null;
    const ring = offerId === null ? undefined : this.#rings.get(offerId);
    if (!ring || offerId === null) return;
    this.#stopRing(ring, CAUSE.normal);
    this.#transferOver("channel_declined");
    this.#environment.emit({ type: "transfer-taken-back", callId: this.callId, offerId });
  }

  #setHolding(leg: AsteriskLeg, held: boolean): void {
    leg.isHolding = held;
    this.#environment.emit({ type: "hold-changed", callId: this.callId, byUser: leg.user, held });
    this.#do(() => this.#noteSides());
  }

  /** `cause` null: Asterisk is not there to be asked. */
  #end(by: Side | "exchange", cause: number | null, isFlowLost = false): void {
    if (this.#state === "over") return;
    const wasAnswered = this.#state === "talking";
    this.#tellAnswered?.();
    this.#state = "over";
    this.#transfer = null;
    for (const ring of [...this.#rings.values()]) {
      ring.stopTimer();
      if (cause !== null) this.#stopRing(ring, CAUSE.normal);
    }
    this.#rings.clear();
    if (cause !== null) {
      for (const { channelId } of this.sides) this.#hangUpChannel(channelId, cause);
      if (this.#hasBridge) this.#do(() => this.#environment.rest.destroyBridge(this.#bridgeId));
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

  async #bridge(channelIds: readonly string[]): Promise<void> {
    const { rest } = this.#environment;
    if (!this.#hasBridge) await rest.createBridge(this.#bridgeId, "mixing");
    this.#hasBridge = true;
    for (const channelId of channelIds) await rest.addToBridge(this.#bridgeId, channelId);
  }

  async #noteSides(): Promise<void> {
    const { rest } = this.#environment;
    if (this.#state !== "talking") return;
    await rest.setVariables(this.#caller.channelId, { [NOTE_VARIABLE]: this.#note(this.#caller, "caller") });
    const callee = this.#callee;
    if (callee) await rest.setVariables(callee.channelId, { [NOTE_VARIABLE]: this.#note(callee, "callee") });
  }

  #note({ user, isHolding }: AsteriskLeg, role: ChannelNote["role"]): string {
    const note: ChannelNote = { call: this.callId, role, user, interaction: this.#interactionId, isHolding };
    return JSON.stringify(note);
  }

  #hangUpChannel(channelId: string, cause: number): void {
    this.#do(() => this.#environment.rest.hangUp(channelId, cause));
  }

  /** Asks Asterisk after all that was asked before. What is gone already need not be asked any more. */
  #do(job: () => Promise<void>): void {
    this.#work.run(job).catch((error: unknown) => {
      const isGone = error instanceof AriError && (error.code === "gone" || error.code === "conflict");
      if (!isGone) this.#environment.failed(this.callId, error);
    });
  }

  /** Who the other side of a side is, as others may be shown. */
  #partyOf(leg: AsteriskLeg): Customer | null {
    const other = this.#otherThan(leg.channelId);
    if (!other) return null;
    return other === this.#caller && other.user !== leg.user ? this.from : { address: other.user, name: null };
  }

  #ringOf(channelId: string): AsteriskRing | undefined {
    return [...this.#rings.values()].find((ring) => ring.channelId === channelId);
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
