import type {
  Farewell,
  OriginateRequest,
  RecordedSound,
  ResumedTalk,
  RingRequest,
  Telephony,
  TelephonyCallId,
  TelephonyCapabilities,
  TelephonyEvent,
} from "../../src-hub/telephony/telephony.ts";
import type { Phrase } from "../../src-shared/domain/announcements/phrases.ts";
import type { CustomerLanguage } from "../../src-shared/domain/distribution/text-rules.ts";
import type { Customer } from "../../src-shared/events/log-event.ts";
import type { OfferId } from "../../src-shared/ids.ts";

/** A command the hub gave, as it was given. */
export type TelephonyCommand =
  | { readonly name: "queue"; readonly callId: TelephonyCallId }
  | { readonly name: "ring"; readonly request: RingRequest }
  | { readonly name: "originate"; readonly request: OriginateRequest; readonly callId: TelephonyCallId }
  | { readonly name: "withdraw"; readonly offerId: OfferId }
  | { readonly name: "refuse"; readonly callId: TelephonyCallId; readonly sipCode: number }
  | { readonly name: "treat"; readonly callId: TelephonyCallId; readonly farewell: Farewell }
  | { readonly name: "say"; readonly callId: TelephonyCallId; readonly phrases: readonly Phrase[] }
  | { readonly name: "hangUp" | "joinTransfer"; readonly callId: TelephonyCallId };

/** What a caller brings; what is left out gets a plain default. */
export type Arrival = { readonly fromUser: string; readonly from?: Customer; readonly dialled: string };

type FakeCall = {
  readonly callId: TelephonyCallId;
  readonly fromUser: string;
  calleeUser: string | null;
  transferBy: string | null;
  /** The consultation an attended transfer would join. */
  consultCallId: TelephonyCallId | null;
  readonly offers: Map<OfferId, RingRequest>;
};

/**
 * The exchange without SIP, for the hub's tests: people are played by its methods, the hub's commands are recorded.
 * It keeps the port's promises as the embedded exchange does (tests/support/telephony-contract.ts runs on both): an
 * event caused by a command follows in a microtask; an event caused by a person comes at once. A method that plays a
 * person in a situation that cannot be (an answer to an offer that does not ring) throws.
 */
export class FakeTelephony implements Telephony {
  capabilities: TelephonyCapabilities = { holdMusic: false, recording: false, conference: false };
  readonly resumed: readonly ResumedTalk[];
  readonly commands: TelephonyCommand[] = [];
  /** Plays the PBX whose recording is to be removed; throws when it cannot now. */
  onRemoval: (name: string) => void = () => undefined;
  /** Plays the PBX that is lost and found. */
  isReachable = true;
  readonly #listeners = new Set<(event: TelephonyEvent) => void>();
  readonly #registered = new Set<string>();
  readonly #calls = new Map<TelephonyCallId, FakeCall>();
  /** Phones that ring for a call of the hub's own. */
  readonly #originations = new Map<OfferId, { readonly callId: TelephonyCallId; readonly user: string }>();
  #nextCall = 1;

  constructor(resumed: readonly ResumedTalk[] = []) {
    this.resumed = resumed;
    for (const { callId, callerUser, calleeUser } of resumed) {
      const sides = { callId, fromUser: callerUser, calleeUser };
      this.#calls.set(callId, { ...sides, transferBy: null, consultCallId: null, offers: new Map() });
    }
  }

  queue(callId: TelephonyCallId): void {
    this.commands.push({ name: "queue", callId });
    const call = this.#calls.get(callId);
    if (!call || call.calleeUser === null || call.transferBy === null || call.offers.size > 0) return;
    // Whoever stays is the caller from here on.
    const fromUser = call.transferBy === call.fromUser ? call.calleeUser : call.fromUser;
    this.#calls.set(callId, { ...call, fromUser, calleeUser: null, transferBy: null });
  }

  ring(request: RingRequest): void {
    this.commands.push({ name: "ring", request });
    const call = this.#calls.get(request.callId);
    if (!call) return;
    const { callId, offerId } = request;
    const canRing = call.calleeUser === null || call.transferBy !== null;
    if (canRing) call.offers.set(offerId, request);
    if (canRing && this.#registered.has(request.user)) return;
    queueMicrotask(() => {
      if (canRing ? call.offers.has(offerId) : this.#calls.has(callId)) this.#failOffer(call, offerId, "unreachable");
    });
  }

  async removeRecording(name: string): Promise<void> {
    this.onRemoval(name);
  }

  /** Recordings that are over, by name. */
  readonly recorded = new Map<string, Uint8Array>();

  async readRecording(name: string): Promise<RecordedSound | null> {
    const file = this.recorded.get(name);
    if (!file) return null;
    const read = async function* (first: number, last: number) {
      yield file.subarray(first, last + 1);
    };
    return { type: "audio/wav", bytes: file.length, read };
  }

  originate(request: OriginateRequest): TelephonyCallId {
    const callId = `fake-call-${this.#nextCall++}` as TelephonyCallId;
    const { offerId, user } = request;
    this.commands.push({ name: "originate", request, callId });
    this.#originations.set(offerId, { callId, user });
    if (!this.#registered.has(user)) queueMicrotask(() => this.#failOrigination(offerId, "unreachable"));
    return callId;
  }

  withdraw(offerId: OfferId): void {
    this.commands.push({ name: "withdraw", offerId });
    this.#originations.delete(offerId);
    for (const call of this.#calls.values()) if (call.offers.delete(offerId)) call.transferBy = null;
  }

  refuse(callId: TelephonyCallId, sipCode: number): void {
    this.commands.push({ name: "refuse", callId, sipCode });
    const call = this.#calls.get(callId);
    if (!call) return;
    if (call.calleeUser !== null) {
      call.transferBy = null;
      call.offers.clear();
      return;
    }
    this.#calls.delete(callId);
    queueMicrotask(() => this.#emit({ type: "ended", callId, by: "exchange", wasAnswered: false }));
  }

  /** With a voice the caller listens until `farewellOver`, and may press the key. */
  treat(callId: TelephonyCallId, farewell: Farewell): void {
    this.commands.push({ name: "treat", callId, farewell });
    const call = this.#calls.get(callId);
    if (!call || call.calleeUser !== null) return;
    call.offers.clear();
    const isSpoken = this.capabilities.announcements === true && farewell.phrases.length > 0;
    if (!isSpoken) queueMicrotask(() => this.farewellOver(callId));
  }

  say(callId: TelephonyCallId, _language: CustomerLanguage, phrases: readonly Phrase[]): void {
    this.commands.push({ name: "say", callId, phrases });
  }

  joinTransfer(callId: TelephonyCallId): void {
    this.commands.push({ name: "joinTransfer", callId });
    const call = this.#calls.get(callId);
    const consultation = call?.consultCallId ? this.#calls.get(call.consultCallId) : undefined;
    if (!call || !consultation || call.transferBy === null) return;
    const byUser = call.transferBy;
    const toUser = consultation.fromUser === byUser ? consultation.calleeUser : consultation.fromUser;
    if (toUser === null) return;
    queueMicrotask(() => {
      call.transferBy = null;
      call.consultCallId = null;
      this.#replace(call, byUser, toUser);
      this.#emit({ type: "transferred", callId, byUser, toUser });
      this.#end(consultation, consultation.fromUser === byUser ? "caller" : "callee");
    });
  }

  hangUp(callId: TelephonyCallId): void {
    this.commands.push({ name: "hangUp", callId });
    const call = this.#calls.get(callId);
    if (!call || call.calleeUser === null) return;
    this.#calls.delete(callId);
    queueMicrotask(() => this.#emit({ type: "ended", callId, by: "exchange", wasAnswered: true }));
  }

  isUp(): boolean {
    return this.isReachable;
  }

  isRegistered(user: string): boolean {
    return this.#registered.has(user);
  }

  onEvent(listener: (event: TelephonyEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A phone registers, or the last flow of its account goes: what rings there becomes unreachable, talks end. */
  setRegistered(user: string, registered: boolean): void {
    if (registered === this.#registered.has(user)) return;
    if (registered) this.#registered.add(user);
    else this.#registered.delete(user);
    this.#emit({ type: "phone-changed", user, registered });
    if (!registered) this.#loseFlow(user);
  }

  /** A caller's INVITE arrives. */
  arrive({ fromUser, from = { address: fromUser, name: null }, dialled }: Arrival): TelephonyCallId {
    const callId = `fake-call-${this.#nextCall++}` as TelephonyCallId;
    this.#calls.set(callId, {
      callId,
      fromUser,
      calleeUser: null,
      transferBy: null,
      consultCallId: null,
      offers: new Map(),
    });
    this.#emit({ type: "arrived", callId, fromUser, from, dialled });
    return callId;
  }

  /** A caller who is let go presses 1. */
  pressKey(callId: TelephonyCallId): void {
    this.#emit({ type: "call-back-wanted", callId });
  }

  /** A caller who is let go has heard all there is to hear. */
  farewellOver(callId: TelephonyCallId): void {
    if (this.#calls.delete(callId)) this.#emit({ type: "ended", callId, by: "exchange", wasAnswered: false });
  }

  /** The rung party answers: `answered`, or `transferred` when the offer is the target of a transfer. */
  answer(offerId: OfferId): void {
    const origination = this.#originations.get(offerId);
    if (origination && this.#registered.has(origination.user)) {
      const { callId, user } = origination;
      this.#originations.delete(offerId);
      const sides = { callId, fromUser: user, calleeUser: null };
      this.#calls.set(callId, { ...sides, transferBy: null, consultCallId: null, offers: new Map() });
      this.#emit({ type: "originated", callId, offerId, user });
      return;
    }
    const { call, request } = this.#ringing(offerId);
    const { callId } = call;
    const { user } = request;
    call.offers.clear();
    const byUser = call.transferBy;
    if (byUser === null) {
      call.calleeUser = user;
      this.#emit({ type: "answered", callId, offerId, user });
      return;
    }
    call.transferBy = null;
    this.#replace(call, byUser, user);
    this.#emit({ type: "transferred", callId, byUser, toUser: user });
  }

  ringFails(
    offerId: OfferId,
    outcome: Extract<TelephonyEvent, { type: "ring-failed" }>["outcome"] = "no-answer",
  ): void {
    if (this.#originations.has(offerId)) this.#failOrigination(offerId, outcome);
    else this.#failOffer(this.#ringing(offerId).call, offerId, outcome);
  }

  /** CANCEL before the answer, BYE after it. */
  callerLeaves(callId: TelephonyCallId): void {
    this.#end(this.#call(callId), "caller");
  }

  calleeHangsUp(callId: TelephonyCallId): void {
    const call = this.#call(callId);
    if (call.calleeUser === null) throw new Error(`${callId} was not answered`);
    this.#end(call, "callee");
  }

  /** The flow of the one who answered was lost, and waited for in vain. */
  calleeIsNotBack(callId: TelephonyCallId): void {
    const call = this.#call(callId);
    this.#calls.delete(callId);
    this.#emit({ type: "ended", callId, by: "callee", wasAnswered: call.calleeUser !== null, isFlowLost: true });
  }

  hold(callId: TelephonyCallId, byUser: string, held: boolean): void {
    this.#talkOf(callId, byUser);
    this.#emit({ type: "hold-changed", callId, byUser, held });
  }

  /** A blind transfer is asked by one of the two who talk. */
  askTransfer(callId: TelephonyCallId, byUser: string, dialled: string): void {
    this.#talkOf(callId, byUser).transferBy = byUser;
    this.#emit({ type: "transfer-asked", callId, byUser, dialled, consultCallId: null });
  }

  /** An attended transfer is asked by one who talks in both calls. */
  askConsultedTransfer(callId: TelephonyCallId, byUser: string, consultCallId: TelephonyCallId): void {
    const consultation = this.#talkOf(consultCallId, byUser);
    const dialled = consultation.fromUser === byUser ? consultation.calleeUser : consultation.fromUser;
    if (dialled === null) throw new Error(`${consultCallId} was not answered`);
    Object.assign(this.#talkOf(callId, byUser), { transferBy: byUser, consultCallId });
    this.#emit({ type: "transfer-asked", callId, byUser, dialled, consultCallId });
  }

  /** The transferor resumes the talk while the target still rings. */
  takeBack(callId: TelephonyCallId): void {
    const call = this.#call(callId);
    const [offerId] = call.offers.keys();
    if (!offerId) throw new Error(`${callId} rings at nobody`);
    call.offers.clear();
    call.transferBy = null;
    this.#emit({ type: "transfer-taken-back", callId, offerId });
  }

  /** Whether the user is the side that was there first. */
  isCaller(callId: TelephonyCallId, user: string): boolean {
    return this.#calls.get(callId)?.fromUser === user;
  }

  /** Whether the call is still there. */
  has(callId: TelephonyCallId): boolean {
    return this.#calls.has(callId);
  }

  /** Whether the offer rings now. */
  isRinging(offerId: OfferId): boolean {
    return this.#originations.has(offerId) || [...this.#calls.values()].some((call) => call.offers.has(offerId));
  }

  /** The commands of one kind, in order. */
  commandsOf<N extends TelephonyCommand["name"]>(name: N): Extract<TelephonyCommand, { name: N }>[] {
    return this.commands.filter((command): command is Extract<TelephonyCommand, { name: N }> => command.name === name);
  }

  #replace(call: FakeCall, byUser: string, user: string): void {
    if (byUser === call.fromUser) this.#calls.set(call.callId, { ...call, fromUser: user });
    else call.calleeUser = user;
  }

  #call(callId: TelephonyCallId): FakeCall {
    const call = this.#calls.get(callId);
    if (!call) throw new Error(`${callId} is over, or never was`);
    return call;
  }

  #talkOf(callId: TelephonyCallId, user: string): FakeCall {
    const call = this.#call(callId);
    if (call.calleeUser === null) throw new Error(`${callId} was not answered`);
    if (user !== call.fromUser && user !== call.calleeUser) throw new Error(`${user} is not in ${callId}`);
    return call;
  }

  #ringing(offerId: OfferId): { call: FakeCall; request: RingRequest } {
    for (const call of this.#calls.values()) {
      const request = call.offers.get(offerId);
      if (request && this.#registered.has(request.user)) return { call, request };
    }
    throw new Error(`${offerId} does not ring`);
  }

  #failOffer(call: FakeCall, offerId: OfferId, outcome: Extract<TelephonyEvent, { type: "ring-failed" }>["outcome"]) {
    call.offers.delete(offerId);
    call.transferBy = null;
    this.#emit({ type: "ring-failed", callId: call.callId, offerId, outcome });
  }

  #failOrigination(offerId: OfferId, outcome: Extract<TelephonyEvent, { type: "ring-failed" }>["outcome"]): void {
    const callId = this.#originations.get(offerId)?.callId;
    if (callId && this.#originations.delete(offerId)) this.#emit({ type: "ring-failed", callId, offerId, outcome });
  }

  #loseFlow(user: string): void {
    for (const [offerId, origination] of [...this.#originations])
      if (origination.user === user) this.#failOrigination(offerId, "unreachable");
    for (const call of [...this.#calls.values()]) {
      const wasAnswered = call.calleeUser !== null;
      if (call.fromUser === user) this.#end(call, "caller");
      else if (wasAnswered && call.calleeUser === user) this.#end(call, "callee");
      else
        for (const [offerId, request] of [...call.offers])
          if (request.user === user) this.#failOffer(call, offerId, "unreachable");
    }
  }

  #end(call: FakeCall, by: "caller" | "callee"): void {
    this.#calls.delete(call.callId);
    call.offers.clear();
    this.#emit({ type: "ended", callId: call.callId, by, wasAnswered: call.calleeUser !== null });
  }

  #emit(event: TelephonyEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
