import type { Customer } from "../../../src-shared/events/log-event.ts";
import type { InteractionId, OfferId } from "../../../src-shared/ids.ts";
import type { Farewell, RecordingAction, RingRequest, TelephonyCallId } from "../telephony.ts";
import type { TransferProgress } from "./ari/ari-rest.ts";
import type { AsteriskArrival, AsteriskLeg, AsteriskTransfer } from "./asterisk-leg.ts";
import { type AsteriskRing, Rings, TRANSFER_BY_HUB } from "./asterisk-ring.ts";
import { type Side, Sides } from "./asterisk-sides.ts";
import { type CallEnvironment, ringTarget } from "./call-environment.ts";
import { CallVoice, type SayWhat } from "./call-voice.ts";
import { CallWork } from "./call-work.ts";
import type { ChannelNote } from "./channel-note.ts";
import type { OpenTalk } from "./conferences.ts";
import { Recordings } from "./recordings.ts";
import { CAUSE, causeOfRefusal, type RingOutcome, ringOutcomeOf } from "./ring-outcome.ts";

/**
 * One caller at Asterisk and what becomes of it. Facts change here at once, in the order of the events; what Asterisk has
 * to do about them is asked one after another (`CallWork`), and the channels themselves say whether it came about.
 *
 * ```
 *  waiting --a rung phone is Up--> talking --a side's channel ends, hangUp--> over
 *     |                            talking --transfer joined--> talking (one side changed)
 *     +--treat--> leaving --all is said--> over
 *     +--the caller's channel ends, refuse--> over
 * ```
 */
export class AsteriskCall {
  readonly callId: TelephonyCallId;
  readonly #environment: CallEnvironment<AsteriskCall>;
  readonly #work: CallWork;
  readonly #rings: Rings;
  readonly #recordings: Recordings;
  readonly #voice: CallVoice;
  #state: "waiting" | "talking" | "leaving" | "over" = "waiting";
  readonly #sides: Sides;
  #interactionId: InteractionId | null = null;
  #isAnswered: boolean;
  readonly #isOriginated: boolean;
  #transfer: AsteriskTransfer<AsteriskCall> | null = null;
  #tellAnswered: (() => void) | null = null;

  constructor(arrival: AsteriskArrival, environment: CallEnvironment<AsteriskCall>) {
    this.callId = arrival.callId;
    this.#sides = new Sides(arrival.caller, arrival.from);
    this.#isAnswered = arrival.isUp;
    this.#isOriginated = arrival.originatedFor !== undefined;
    this.#interactionId = arrival.originatedFor ?? null;
    this.#environment = environment;
    const { rest, clock, patience, sounds } = environment;
    const onRefused = (error: unknown) => environment.failed(arrival.callId, error);
    this.#work = new CallWork(arrival.callId, rest, onRefused);
    const onFailed = (offerId: OfferId, outcome: RingOutcome) => this.#ringFailed(offerId, outcome);
    this.#rings = new Rings({ rest, clock, work: this.#work, onFailed, onRefused });
    this.#voice = new CallVoice({ rest, clock, patience, sounds, work: this.#work });
    const claim = (channelId: string) => environment.claim(channelId, this);
    const { emit, recordsAll, recordedAs: nameOf } = environment;
    const recorder = { callId: this.callId, rest, clock, work: this.#work, emit, claim, nameOf, recordsAll };
    this.#recordings = new Recordings(recorder);
    environment.claim(arrival.caller.channelId, this);
  }

  get from(): Customer {
    return this.#sides.from;
  }

  get channelIds(): readonly string[] {
    return [...this.#sides.all, ...this.#rings.all].map(({ channelId }) => channelId);
  }

  /** Settles when Asterisk was asked all there is to ask. */
  idle = (): Promise<void> => this.#work.idle();

  /** A channel that came to the hub by itself: its transfers are the hub's. */
  arrived = (): void =>
    this.#work.do(() => this.#environment.rest.setVariables(this.#sides.caller.channelId, TRANSFER_BY_HUB));

  /** The talk goes on from before; nothing is asked of Asterisk. */
  resumeTalk(interactionId: InteractionId | null, callee: AsteriskLeg): void {
    this.#interactionId = interactionId;
    this.#sides.answeredBy(callee);
    this.#state = "talking";
    this.#work.takeBridge();
    this.#isAnswered = true;
    this.#environment.claim(callee.channelId, this);
  }

  queue(interactionId: InteractionId): void {
    if (this.#state === "talking") this.#giveToQueue();
    if (this.#state !== "waiting") return;
    this.#interactionId = interactionId;
    const { channelId } = this.#sides.caller;
    this.#work.do(async () => {
      await this.#work.note(channelId, this.#note(this.#sides.caller, "waits"));
      await this.#answerCaller();
      if (this.#state === "waiting") await this.#work.toWaitingRoom(channelId);
    });
  }

  ring(request: RingRequest): void {
    if (this.#state === "over") return;
    const { emit } = this.#environment;
    const { callId, offerId } = request;
    const transfer = this.#transfer;
    const mayRing = this.#state === "waiting" || (transfer !== null && transfer.offerId === null);
    this.#interactionId = request.interactionId;
    if (transfer && mayRing) transfer.offerId = offerId;
    const endpoint = ringTarget(this.#environment, request);
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

  say(...[language, phrases]: SayWhat): void {
    if (this.#state === "waiting") this.#voice.say(this.#sides.caller.channelId, language, phrases);
  }

  treat(farewell: Farewell): void {
    if (this.#state === "waiting" && farewell.phrases.length === 0) this.refuse(480);
    if (this.#state !== "waiting") return;
    const { callId } = this;
    const { caller } = this.#sides;
    this.#state = "leaving";
    this.#rings.stopAll(CAUSE.normal);
    this.#work.do(async () => {
      await this.#work.note(caller.channelId, this.#note(caller, "leaves"));
      await this.#work.fromWaitingRoom(caller.channelId);
      await this.#answerCaller();
    });
    this.#voice.letGo(caller.channelId, farewell, {
      wanted: () => this.#environment.emit({ type: "call-back-wanted", callId }),
      over: () => this.#end("exchange", CAUSE.normal),
    });
  }

  record(action: RecordingAction): void {
    if (this.#state === "talking" && this.#interactionId)
      this.#recordings.act(action, this.#interactionId, this.#sides.all);
  }

  hangUp(): void {
    if (this.#state === "talking") this.#end("exchange", CAUSE.normal);
  }

  /** The channel of a ring is in the application: it may be dialled. */
  channelEntered(channelId: string): void {
    const ring = this.#rings.ofChannel(channelId);
    const { channelId: callerId } = this.#sides.caller;
    this.#recordings.entered(channelId);
    if (!ring) return;
    this.#rings.entered(ring, async () => {
      // Who was not answered hears what the rung side sends before it answers: ringing, or a carrier's words.
      const hearsRinging = !this.#isAnswered || this.#isOriginated;
      if (this.#state === "waiting" && hearsRinging) await this.#work.bridgeEarly([callerId, channelId]);
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
    const side = this.#sides.sideOf(channelId);
    if (side) this.#end(side, CAUSE.normal);
  }

  playbackOver = (playbackId: string): void => this.#voice.playbackOver(playbackId);
  keyPressed = (key: string): void => this.#voice.keyPressed(key);

  /** The user has no phone any more: what rings there rings in vain. */
  phoneGone = (user: string): void => this.#rings.failUser(user);

  /** The phone of a side did not come back in time. */
  sideLost(user: string): void {
    const leg = this.#sides.ofUser(user);
    const side = leg && this.#sides.sideOf(leg.channelId);
    if (side) this.#end(side, CAUSE.normal, true);
  }

  /** The PBX is gone, and the call with it. */
  exchangeLost = (): void => this.#end("exchange", null, true);

  holdChanged(channelId: string, held: boolean): void {
    const leg = this.#sides.of(channelId);
    if (!leg || this.#state !== "talking" || leg.isHolding === held) return;
    if (!held && this.#transfer?.transferor === leg) this.#takeBack();
    leg.isHolding = held;
    this.#environment.emit({ type: "hold-changed", callId: this.callId, byUser: leg.user, held });
    this.#work.do(() => this.#noteSides());
  }

  /** The phone of a side sent a REFER: to `dialled`, or to join the talk of `consultChannelId`. */
  transferAsked(channelId: string, dialled: string, consultChannelId: string | null): void {
    const transferor = this.#sides.of(channelId);
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
    const target = consultation && consultChannelId !== null ? consultation.#sides.otherThan(consultChannelId) : null;
    const asked = { byUser: transferor.user, dialled: target?.user ?? dialled, consultCallId };
    emit({ type: "transfer-asked", callId: this.callId, ...asked });
  }

  joinTransfer(): void {
    const { consultation, transferor } = this.#transfer ?? {};
    if (!consultation || !transferor) return;
    if (!this.leaveTo(transferor.user, consultation)) this.#transferOver("channel_unavailable");
  }

  openTalkOf = (user: string): OpenTalk | null =>
    this.#state === "talking" && !this.#transfer ? this.#sides.openTalkOf(user) : null;

  leaveTo(user: string, other: AsteriskCall): boolean {
    const leaving = this.#sides.ofUser(user);
    const taken = leaving && other.#giveAway(user);
    return leaving && taken ? this.#join(taken, leaving) : false;
  }

  /** The hub let a transfer go to a queue: who stays is the caller from here on, and the transferor is done. */
  #giveToQueue(): void {
    const { transferor, consultation, offerId } = this.#transfer ?? {};
    const stayer = transferor && this.#sides.otherThan(transferor.channelId);
    if (!transferor || !stayer || consultation || offerId) return;
    this.#sides.leave(stayer, this.#sides.partyOf(transferor) ?? this.from);
    this.#transfer = null;
    this.#state = "waiting";
    stayer.isHolding = false;
    this.#recordings.leave();
    this.#work.do(async () => {
      await this.#environment.rest.transferProgress(transferor.channelId, "channel_answered");
      this.#release(transferor);
    });
  }

  #startRing(request: RingRequest, endpoint: string): void {
    const { callerNumber, claim } = this.#environment;
    const { user, isOutside } = request;
    const note = { call: this.callId, role: "ring", user, interaction: this.#interactionId, isHolding: false } as const;
    const shown = isOutside && callerNumber !== null ? { address: callerNumber, name: null } : null;
    const from = shown ?? (this.#transfer && this.#sides.partyOf(this.#transfer.transferor)) ?? this.from;
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
    this.#voice.stop();
    this.#state = "talking";
    this.#sides.answeredBy(callee);
    this.#tellAnswered = () => {
      this.#tellAnswered = null;
      this.#environment.emit({ type: "answered", callId, offerId, user });
    };
    this.#work.do(async () => {
      await this.#answerCaller();
      await this.#work.bridge([this.#sides.caller.channelId, callee.channelId]);
      await this.#noteSides();
      this.#tellAnswered?.();
    });
  }

  /** The target takes the transferor's place beside the one who stays. */
  #join(target: AsteriskLeg, transferor: AsteriskLeg): boolean {
    const { claim, emit, rest } = this.#environment;
    if (!this.#sides.replace(transferor, target)) return false;
    const wasAsked = this.#transfer !== null;
    this.#transfer = null;
    claim(target.channelId, this);
    this.#work.do(async () => {
      await this.#work.removeFromBridge(transferor.channelId);
      await this.#work.bridge([target.channelId]);
      await this.#noteSides();
      emit({ type: "transferred", callId: this.callId, byUser: transferor.user, toUser: target.user });
      if (wasAsked) await rest.transferProgress(transferor.channelId, "channel_answered");
      this.#release(transferor);
    });
    return true;
  }

  /** The far side of the one who consults goes on elsewhere; nothing is left of this talk. */
  #giveAway(consultingUser: string): AsteriskLeg | null {
    const own = this.#sides.ofUser(consultingUser);
    const taken = own && this.#sides.otherThan(own.channelId);
    if (!own || !taken || this.#state !== "talking") return null;
    const by = this.#sides.sideOf(own.channelId) ?? "exchange";
    this.#environment.release(taken.channelId);
    this.#sides.leave(own);
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

  /** `cause` null: Asterisk is not there to be asked. */
  #end(by: Side | "exchange", cause: number | null, isFlowLost = false): void {
    if (this.#state === "over") return;
    const wasAnswered = this.#state === "talking";
    this.#tellAnswered?.();
    this.#state = "over";
    this.#transfer = null;
    this.#voice.over();
    if (cause === null) for (const ring of this.#rings.all) this.#rings.take(ring);
    else this.#rings.stopAll(CAUSE.normal);
    if (cause !== null) {
      for (const { channelId } of this.#sides.all) this.#work.hangUp(channelId, cause);
      this.#work.dropBridge();
    }
    this.#environment.over(this);
    const lost = isFlowLost && wasAnswered ? { isFlowLost } : {};
    this.#environment.emit({ type: "ended", callId: this.callId, by, wasAnswered, ...lost });
  }

  async #answerCaller(): Promise<void> {
    if (this.#isAnswered) return;
    this.#isAnswered = true;
    await this.#environment.rest.answer(this.#sides.caller.channelId);
  }

  async #noteSides(): Promise<void> {
    if (this.#state !== "talking") return;
    await this.#work.note(this.#sides.caller.channelId, this.#note(this.#sides.caller, "caller"));
    if (this.#sides.callee)
      await this.#work.note(this.#sides.callee.channelId, this.#note(this.#sides.callee, "callee"));
    if (this.#interactionId) this.#recordings.talking(this.#interactionId, this.#sides.all);
  }

  #note({ user, isHolding }: AsteriskLeg, role: ChannelNote["role"]): ChannelNote {
    return { call: this.callId, role, user, interaction: this.#interactionId, isHolding };
  }
}
