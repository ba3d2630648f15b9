import type { IncomingInfoRequest, IncomingInviteRequest, IncomingReferRequest } from "sip.js/lib/core/index.js";
import type { InteractionId, OfferId } from "../../../src-shared/ids.ts";
import type { RingRequest, TelephonyCallId } from "../telephony.ts";
import type { Account } from "./accounts.ts";
import { AttendedTransfer, type AttendedTransferListener, type Consultation } from "./attended-transfer.ts";
import { BYE, type CallEnvironment } from "./call-environment.ts";
import type { CallerSide } from "./caller.ts";
import { customerOf } from "./identity.ts";
import type { ByeReason, Leg } from "./leg.ts";
import { passInfo } from "./pass-info.ts";
import { isResume, passReInvite } from "./re-invite.ts";
import { referTargetOf } from "./refer-target.ts";
import type { DialogName } from "./replaces.ts";
import { keptTalk } from "./resume-talk.ts";
import { partyHeaders } from "./ring-headers.ts";
import { ringPlan } from "./ring-plan.ts";
import type { RingOutcome } from "./ringing.ts";
import { holdsByAnswer, holdsByOffer } from "./session-description.ts";
import { Transfer, type TransferListener } from "./transfer.ts";
import { WaitingCaller, type WaitingCallerListener } from "./waiting-caller.ts";
import { WaitingSide, type WaitingSideListener } from "./waiting-side.ts";

type Side = "caller" | "callee";
/** `callee` null: the caller waits. */
type KeptSides = { readonly caller: Leg; readonly callee: Leg | null };

/**
 * One caller and what becomes of it.
 *
 * ```
 *  waiting --a rung phone answers--> talking --BYE, flow lost, hangUp--> over
 *     |                              talking --transfer joined--> talking (one side changed)
 *     +--CANCEL, BYE, flow lost, refuse--> over
 * ```
 */
export class Call implements TransferListener, AttendedTransferListener, WaitingCallerListener, WaitingSideListener {
  readonly callId: TelephonyCallId;
  readonly #environment: CallEnvironment;
  /** Null: the talk was taken up again, and nobody knows any more how it began. */
  readonly #caller: WaitingCaller | null;
  #state: "waiting" | "talking" | "over" = "waiting";
  #legs: Record<Side, Leg> | null = null;
  /** Whom each side is shown as to a transfer's target. */
  readonly #accounts = new Map<string, Account>();
  #transfer: Transfer | AttendedTransfer | null = null;
  /** Who was passed to a queue and waits there; it is the caller from then on. */
  #waitingSide: WaitingSide | null = null;
  /** A transfer is about to join one side of this talk to another call; it wants to know when this one is over. */
  #onReservedOver: (() => void) | null = null;
  #interactionId: InteractionId | null = null;

  constructor(
    callId: TelephonyCallId,
    takeCaller: ((onLeft: () => void) => CallerSide) | null,
    environment: CallEnvironment,
  ) {
    this.callId = callId;
    this.#environment = environment;
    const caller = takeCaller?.(() => this.#over("caller", BYE.hungUp)) ?? null;
    if (caller) this.#accounts.set(caller.account.user, caller.account);
    this.#caller = caller && new WaitingCaller(caller, this);
  }

  /** Takes up a talk, or one who waits, from before the exchange was started anew; the phones are waited for. */
  resume(interactionId: InteractionId | null, accounts: readonly Account[], { caller, callee }: KeptSides): void {
    this.#interactionId = interactionId;
    for (const account of accounts) this.#accounts.set(account.user, account);
    if (callee) this.#state = "talking";
    if (callee) this.#legs = { caller, callee };
    else this.#waitingSide = new WaitingSide(caller, this.#environment.clock, this);
    caller.flowGone();
    callee?.flowGone();
    this.#keep();
  }

  legBack = (leg: Leg): void => this.#waitingSide?.legBack(leg);

  get isWaiting(): boolean {
    return this.#state === "waiting";
  }

  get comeBackWithinMs(): number {
    return this.#environment.limits.comeBackWithinMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    return this.#environment.clock.after(delayMs, callback);
  }

  queue(interactionId: InteractionId): void {
    this.#interactionId = interactionId;
    if (this.#state === "waiting") this.#caller?.queue();
    else if (this.#transfer instanceof Transfer && this.#transfer.giveToQueue()) this.#waitAgain(this.#transfer);
  }

  refuse(sipCode: number, headers: readonly string[] = []): void {
    if (this.#state === "talking") this.#transfer?.stop(sipCode);
    if (this.#state !== "waiting") return;
    // Who was passed to a queue was answered long ago: its caller is over, and it is hung up.
    this.#caller?.refuse(sipCode, headers);
    this.#over("exchange", BYE.byExchange);
  }

  hangUp(): void {
    if (this.#state === "talking") this.#over("exchange", BYE.byExchange);
  }

  /** Gives a call up whatever its state: the exchange closes. */
  abandon(): void {
    if (this.#state === "waiting") this.refuse(503);
    else this.hangUp();
  }

  withdraw(offerId: OfferId): void {
    this.#caller?.withdraw(offerId);
    this.#waitingSide?.withdraw(offerId);
    if (this.#transfer?.isOffer(offerId)) this.#transfer.stop(487);
  }

  ring(request: RingRequest, account: Account | null): void {
    const { offerId, user } = request;
    if (this.#state === "over" || this.#caller?.rings(offerId)) return;
    if (account) this.#accounts.set(user, account);
    this.#interactionId = request.interactionId;
    if (this.#waitingSide?.defers(offerId, () => this.ring(request, account))) return;
    const transfer = this.#transfer instanceof Transfer && this.#transfer.isAsked ? this.#transfer : null;
    const mayRing = this.#waitingSide !== null || this.#caller?.mayRing === true;
    const canRing = this.#state === "talking" ? transfer !== null : mayRing;
    const binding = canRing ? this.#environment.registrar.newestOf(user) : null;
    const isFull = binding !== null && binding.flow.load >= this.#environment.limits.maxCallsPerFlow;
    if (!binding || isFull) {
      const outcome = isFull ? "busy" : "unreachable";
      if (transfer) transfer.failAtOnce(offerId, outcome);
      else this.#ringFailed(offerId, outcome);
      return;
    }
    const stayer = transfer?.stayer ?? this.#waitingSide?.leg;
    const shown = stayer ? this.#accounts.get(stayer.user) : this.#caller?.account;
    const plan = { ...ringPlan(request, shown ?? null, this.#environment), binding };
    if (transfer) transfer.ring(offerId, plan);
    else if (this.#waitingSide) this.#waitingSide.ring(offerId, plan);
    else this.#caller?.ring(request, plan);
  }

  legEnded(leg: Leg, how: "hung-up" | "flow-lost" | "no-ack"): void {
    if (this.#transfer instanceof Transfer && leg === this.#transfer.target) {
      this.#transfer.targetGone();
      return;
    }
    if (this.#waitingSide?.targetGone(leg)) return;
    const side = leg === this.#waitingSide?.leg ? "caller" : this.#sideOf(leg);
    if (!side) return;
    // RFC 5589 §6.1: a transferor may hang up once its REFER was accepted; the transfer goes on without it.
    if (how === "hung-up" && this.#transfer instanceof Transfer && leg === this.#transfer.transferor) return;
    this.#over(how === "no-ack" ? "exchange" : side, how === "flow-lost" ? BYE.flowLost : BYE.hungUp);
  }

  reInvited(leg: Leg, request: IncomingInviteRequest): void {
    const other = this.#otherOf(leg);
    // A phone whose flow was lost may be back soon: 491 lets the other side try again (RFC 3261 §14.1).
    if (!other?.isReachable || this.#onReservedOver || this.#transfer?.isJoining) {
      request.reject({ statusCode: 491 });
      return;
    }
    if (leg === this.#transfer?.transferor && isResume(leg, request)) this.#takeBack();
    const { clock, limits } = this.#environment;
    const environment = { clock, answerWithinMs: limits.answerWithinMs };
    passReInvite(leg, other, request, environment, {
      agreed: (offerer, offer, answerer, answer) => this.#agreed(offerer, offer, answerer, answer),
      dead: (dead) => {
        const side = this.#sideOf(dead);
        if (side) this.#over(side, BYE.notAnswering);
      },
    });
  }

  infoReceived(leg: Leg, request: IncomingInfoRequest): void {
    passInfo(this.#otherOf(leg), request);
  }

  transferAsked(leg: Leg, request: IncomingReferRequest): void {
    const stayer = this.#otherOf(leg);
    if (!stayer?.isReachable || this.#transfer || this.#onReservedOver) return void request.reject({ statusCode: 491 });
    const target = referTargetOf(request);
    if (target.kind === "bad") return void request.reject(target);
    if (target.kind === "attended") {
      this.#consultedTransfer(leg, stayer, target.dialog, request);
      return;
    }
    const { dialled } = target;
    request.accept({ statusCode: 202 });
    const { clock, limits, emit } = this.#environment;
    const { answerWithinMs } = limits;
    this.#transfer = new Transfer({ transferor: leg, stayer, clock, answerWithinMs, listener: this });
    emit({ type: "transfer-asked", callId: this.callId, byUser: leg.user, dialled, consultCallId: null });
  }

  /** The hub lets an attended transfer go through. */
  joinTransfer(): void {
    if (this.#transfer instanceof AttendedTransfer) this.#transfer.join();
  }

  /** This talk as another call's transferor consults in it, when the dialog is one of its sides. */
  consultationOf(dialog: DialogName): Consultation | null {
    const transferor = [this.#legs?.caller, this.#legs?.callee].find((leg) => leg?.isNamed(dialog));
    const target = transferor && this.#otherOf(transferor);
    if (!transferor || !target || this.#transfer || this.#onReservedOver) return null;
    return {
      callId: this.callId,
      transferor,
      target,
      account: this.#accounts.get(target.user) ?? null,
      isUp: () => this.#state === "talking" && !transferor.isOver && !target.isOver,
      release: () => this.#giveAway(target),
      reserve: (onOver) => {
        this.#onReservedOver = onOver;
      },
    };
  }

  headersFor(leg: Leg, other: Leg): readonly string[] {
    const party = this.#accounts.get(other.user);
    // Only the team's own phones are told: what a line shows of the team is the line's affair.
    if (this.#accounts.get(leg.user)?.kind !== "operator" || !party) return [];
    return partyHeaders(this.#interactionId, customerOf(party), this.#environment.domain);
  }

  consultationJoined(offer: string, answer: string): void {
    const transfer = this.#transfer;
    if (!(transfer instanceof AttendedTransfer)) return;
    const { transferor, stayer, consultation } = transfer;
    const { target } = consultation;
    const side = this.#sideOf(transferor);
    this.#transfer = null;
    if (!side || !this.#legs) return;
    consultation.release();
    target.moveTo(this);
    this.#legs = { ...this.#legs, [side]: target };
    this.#changedOver(transferor, target, stayer);
    this.#agreed(target, offer, stayer, answer);
  }

  consultationKept(): void {
    this.#transfer = null;
  }

  transferJoined(target: Leg, _offerId: OfferId, offer: string, answer: string): void {
    const transfer = this.#transfer;
    const side = transfer && this.#sideOf(transfer.transferor);
    this.#transfer = null;
    if (!side || !this.#legs) {
      target.bye(BYE.byExchange);
      return;
    }
    const { transferor, stayer } = transfer;
    this.#legs = { ...this.#legs, [side]: target };
    this.#changedOver(transferor, target, stayer);
    this.#agreed(target, offer, stayer, answer);
  }

  transferFailed(offerId: OfferId | null, outcome: RingOutcome | null): void {
    const transferor = this.#transfer?.transferor;
    this.#transfer = null;
    if (offerId && outcome) this.#ringFailed(offerId, outcome);
    const side = transferor?.isOver ? this.#sideOf(transferor) : null;
    if (side) this.#over(side, BYE.hungUp);
  }

  callerAnswered(caller: Leg, callee: Leg, offerId: OfferId): void {
    this.#talk({ caller, callee }, offerId);
  }

  waitingAnswered(target: Leg, offerId: OfferId, offer: string, answer: string): void {
    const caller = this.#waitingSide?.leg;
    if (!caller) return;
    this.#waitingSide = null;
    this.#talk({ caller, callee: target }, offerId);
    this.#agreed(target, offer, caller, answer);
  }

  waitingRingFailed(offerId: OfferId, outcome: RingOutcome): void {
    if (this.#state === "waiting") this.#ringFailed(offerId, outcome);
  }

  #talk(legs: Record<Side, Leg>, offerId: OfferId): void {
    this.#state = "talking";
    this.#legs = legs;
    this.#environment.emit({ type: "answered", callId: this.callId, offerId, user: legs.callee.user });
    this.#keep();
  }

  /** The hub let a transfer go to a queue: the transferor is done, the other side waits. */
  #waitAgain({ transferor, stayer }: Transfer): void {
    this.#transfer = null;
    this.#legs = null;
    this.#state = "waiting";
    stayer.isHolding = false;
    this.#waitingSide = new WaitingSide(stayer, this.#environment.clock, this);
    this.#waitingSide.hold();
    this.#keep();
    transferor.bye(BYE.transferred);
  }

  /** What was on hold before counts anew: the talk starts with the target's offer and the stayer's answer to it. */
  #changedOver(transferor: Leg, target: Leg, stayer: Leg): void {
    transferor.bye(BYE.transferred);
    const [byUser, toUser] = [transferor.user, target.user];
    this.#environment.emit({ type: "transferred", callId: this.callId, byUser, toUser });
    stayer.isHolding = false;
    target.isHolding = false;
    this.#keep();
  }

  #consultedTransfer(leg: Leg, stayer: Leg, dialog: DialogName, request: IncomingReferRequest): void {
    const consultation = this.#environment.findConsultation(dialog);
    const isOwn = consultation?.transferor.user === leg.user && consultation.callId !== this.callId;
    if (!consultation || !isOwn) return void request.reject({ statusCode: 481 });
    request.accept({ statusCode: 202 });
    if (consultation.account) this.#accounts.set(consultation.target.user, consultation.account);
    const { clock, limits, emit } = this.#environment;
    const { answerWithinMs } = limits;
    const parts = { transferor: leg, stayer, consultation, clock, answerWithinMs, listener: this };
    this.#transfer = new AttendedTransfer(parts);
    const { callId } = this;
    const dialled = consultation.target.user;
    emit({ type: "transfer-asked", callId, byUser: leg.user, dialled, consultCallId: consultation.callId });
  }

  /** The transferor resumes the talk it passed on while the target still rings: it wants the other side back. */
  #takeBack(): void {
    const offerId = this.#transfer instanceof Transfer ? this.#transfer.takeBack() : null;
    if (offerId) this.#environment.emit({ type: "transfer-taken-back", callId: this.callId, offerId });
  }

  /** One side goes on in another call: this one is over for the other side. */
  #giveAway(target: Leg): void {
    const side = this.#sideOf(target);
    if (!side || !this.#legs) return;
    const by = side === "caller" ? "callee" : "caller";
    const transferor = this.#legs[by];
    this.#legs = null;
    this.#onReservedOver = null;
    this.#over(by, BYE.transferred);
    transferor.bye(BYE.transferred);
  }

  #agreed(offerer: Leg, offer: string, answerer: Leg, answer: string): void {
    offerer.told = answer;
    answerer.told = offer;
    this.#setHolding(offerer, holdsByOffer(offer));
    const isAnswererHolding = holdsByAnswer(offer, answer);
    if (isAnswererHolding !== null) this.#setHolding(answerer, isAnswererHolding);
  }

  #setHolding(leg: Leg, held: boolean): void {
    if (leg.isHolding === held || !this.#sideOf(leg)) return;
    leg.isHolding = held;
    this.#environment.emit({ type: "hold-changed", callId: this.callId, byUser: leg.user, held });
    this.#keep();
  }

  #keep(): void {
    const sides = this.#waitingSide ? { caller: this.#waitingSide.leg, callee: null } : this.#legs;
    if (this.#state === "over" || !sides) return;
    const { callId } = this;
    const nowMs = this.#environment.clock.nowMs();
    this.#environment.keep(keptTalk({ callId, interactionId: this.#interactionId, nowMs }, sides));
  }

  #ringFailed(offerId: OfferId, outcome: RingOutcome): void {
    this.#environment.emit({ type: "ring-failed", callId: this.callId, offerId, outcome });
  }

  #over(by: Side | "exchange", reason: ByeReason): void {
    if (this.#state === "over") return;
    const wasAnswered = this.#state === "talking";
    const legs = this.#legs;
    this.#state = "over";
    this.#legs = null;
    this.#caller?.leave();
    this.#transfer?.stop(487);
    this.#onReservedOver?.();
    this.#waitingSide?.end(reason);
    legs?.caller.bye(reason);
    legs?.callee.bye(reason);
    this.#environment.onOver(this.callId);
    const lost = reason === BYE.flowLost && wasAnswered ? { isFlowLost: true } : {};
    this.#environment.emit({ type: "ended", callId: this.callId, by, wasAnswered, ...lost });
  }

  #sideOf(leg: Leg): Side | null {
    if (leg === this.#legs?.caller) return "caller";
    return leg === this.#legs?.callee ? "callee" : null;
  }

  #otherOf(leg: Leg): Leg | null {
    const side = this.#sideOf(leg);
    return side && this.#legs ? this.#legs[side === "caller" ? "callee" : "caller"] : null;
  }
}
