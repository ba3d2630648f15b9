import { HUB_LINE } from "../../../src-shared/domain/hub-line.ts";
import { dialTarget } from "../../../src-shared/domain/phone-number.ts";
import type { QualitySummary } from "../../../src-shared/domain/quality/call-quality.ts";
import type { Customer, EndedBy, InteractionResult } from "../../../src-shared/events/log-event.ts";
import { CallId, type InteractionId, type LineId } from "../../../src-shared/ids.ts";
import type { CallView, PhoneState } from "../../../src-shared/ipc/workplace.ts";
import { accepted, type Result, refused } from "../../../src-shared/result.ts";
import { CallQualityDesk } from "../quality/call-quality-desk.ts";
import type { CallCommand, CallEvent, CallRefusal, CallTrouble, TransferOutcome } from "./call-effect.ts";
import { CallEffectsRunner, type CallPorts } from "./call-effects-runner.ts";
import { reduce } from "./call-machine.ts";
import { type Call, type CallsState, noCalls, viewOf } from "./call-state.ts";
import { Listeners } from "./listeners.ts";

/** A call that is over, as the hub may want to hear of it. `wasTalk`: somebody had answered. */
export type CallOver = {
  readonly callId: CallId;
  readonly interactionId: InteractionId | null;
  readonly atMs: number;
  readonly endedBy: EndedBy;
  readonly result: InteractionResult;
  readonly wasTalk: boolean;
  /** The dialog to the exchange was gone before the end: the hub cannot know of it but from this desktop. */
  readonly wasDetached: boolean;
  /** How it sounded; null when nothing was measured. */
  readonly quality: QualitySummary | null;
  /** The call itself, when the hub does not carry it and must be told all of it. */
  readonly elsewhere?: Call;
};

export type TransferTold = {
  readonly callId: CallId;
  readonly outcome: TransferOutcome;
  readonly party: Customer;
};

type TransferRefusal = "call-not-found" | "not-talking" | "transfer-busy" | "no-second-talk";

type Done = { readonly [key: string]: never };
const DONE: Result<Done, never> = accepted({});

/** The calls of this desktop: what they are, and what may be done with them. */
export class CallService {
  /** How the talks sound. */
  readonly quality = new CallQualityDesk();
  readonly #ports: CallPorts;
  readonly #runner: CallEffectsRunner;
  readonly #stops: readonly (() => void)[];
  readonly #changed = new Listeners<void>();
  readonly #levels = new Listeners<{ readonly callId: CallId; readonly you: number; readonly customer: number }>();
  readonly #over = new Listeners<CallOver>();
  readonly #survived = new Listeners<{ readonly callId: CallId; readonly interactionId: InteractionId }>();
  readonly #trouble = new Listeners<{ readonly callId: CallId; readonly trouble: CallTrouble }>();
  readonly #transferred = new Listeners<TransferTold>();
  readonly #dtmfReceived = new Listeners<{ readonly callId: CallId; readonly tone: string }>();
  readonly #waiters = new Set<() => void>();
  readonly #queue: CallEvent[] = [];
  #isRunning = false;
  #state: CallsState;

  constructor(ports: CallPorts) {
    this.#ports = ports;
    this.#state = noCalls(ports.clock.nowMs());
    this.#runner = new CallEffectsRunner(ports, {
      report: (report) => this.#dispatch(report),
      find: (callId) => this.#find(callId),
      trouble: (callId, trouble) => this.#trouble.tell({ callId, trouble }),
      transferred: (callId, outcome, party) => this.#transferred.tell({ callId, outcome, party }),
      survived: (callId, interactionId) => this.#survived.tell({ callId, interactionId }),
      noteSound: (callId, code) => {
        const call = this.#find(callId);
        if (call) this.quality.note(call, code, ports.clock.nowMs());
      },
      over: (call) => this.#tellOver(call),
    });
    this.#stops = this.#listen();
  }

  /** All calls, oldest first; an ended one stays for some seconds. */
  calls(): readonly CallView[] {
    return this.#state.calls.map(viewOf);
  }

  /** Calls the hub does not carry, as they stand. */
  callsElsewhere(): readonly Call[] {
    return this.#state.calls.filter(({ isElsewhere }) => isElsewhere);
  }

  phone(): PhoneState {
    return this.#state.phone;
  }

  /** Calls a number or an extension as typed. */
  dial(
    typed: string,
    lineId: LineId = HUB_LINE,
    name: string | null = null,
  ): Result<{ callId: CallId }, "phone-not-ready" | "bad-number" | "already-talking"> {
    const target = dialTarget(typed, this.#ports.homeCountry?.());
    if (target === null) return refused("bad-number");
    const callId = CallId.parse(this.#ports.clock.newId());
    const customer: Customer = { address: target, name };
    const refusal = this.#command({ type: "dial", callId, lineId, target, customer });
    if (refusal === "phone-not-ready") return refused(refusal, "later");
    return refusal ? refused("already-talking", "later") : accepted({ callId });
  }

  /** Answers; a talk that goes on is held first. */
  answer(callId: CallId): Result<Done, "call-not-found" | "not-ringing"> {
    const refusal = this.#command({ type: "answer", callId });
    if (!refusal) return DONE;
    return refused(refusal === "call-not-found" ? refusal : "not-ringing");
  }

  reject(callId: CallId): Result<Done, "call-not-found" | "not-ringing"> {
    const refusal = this.#command({ type: "reject", callId });
    if (!refusal) return DONE;
    return refused(refusal === "call-not-found" ? refusal : "not-ringing");
  }

  hangUp(callId: CallId): Result<Done, "call-not-found"> {
    return this.#command({ type: "hang-up", callId }) ? refused("call-not-found") : DONE;
  }

  setMuted(callId: CallId, muted: boolean): Result<Done, "call-not-found"> {
    return this.#command({ type: "set-muted", callId, muted }) ? refused("call-not-found") : DONE;
  }

  /** Passes a talk on without asking the target; what becomes of it is in the view, and told by `onTransfer`. */
  transfer(callId: CallId, typed: string, name: string | null): Result<Done, TransferRefusal | "bad-number"> {
    const target = dialTarget(typed, this.#ports.homeCountry?.());
    if (target === null) return refused("bad-number");
    return transferAnswer(this.#command({ type: "transfer", callId, target, party: { address: target, name } }));
  }

  /** Holds a talk and calls somebody about it. */
  consult(
    callId: CallId,
    typed: string,
    name: string | null,
  ): Result<{ callId: CallId }, TransferRefusal | "bad-number" | "phone-not-ready" | "already-talking"> {
    const target = dialTarget(typed, this.#ports.homeCountry?.());
    if (target === null) return refused("bad-number");
    const consultId = CallId.parse(this.#ports.clock.newId());
    const customer: Customer = { address: target, name };
    const refusal = this.#command({ type: "consult", callId, consultId, target, customer });
    if (refusal === "phone-not-ready" || refusal === "already-talking") return refused(refusal, "later");
    const answer = transferAnswer(refusal);
    return answer.ok ? accepted({ callId: consultId }) : answer;
  }

  completeTransfer(callId: CallId): Result<Done, TransferRefusal> {
    return transferAnswer(this.#command({ type: "complete-transfer", callId }));
  }

  takeBack(callId: CallId): Result<Done, TransferRefusal> {
    return transferAnswer(this.#command({ type: "take-back", callId }));
  }

  /** Joins the two talks there are, with the operator among them. */
  startConference(callId: CallId): Result<Done, TransferRefusal> {
    return transferAnswer(this.#command({ type: "conference", callId }));
  }

  /** Done when the far side agreed; a resume holds the other talk first. */
  async setHeld(
    callId: CallId,
    held: boolean,
  ): Promise<Result<Done, "call-not-found" | "not-talking" | "hold-refused">> {
    const refusal = this.#command({ type: "set-held", callId, held });
    if (refusal) return refused(refusal === "call-not-found" || refusal === "not-talking" ? refusal : "hold-refused");
    await this.#until(() => {
      const call = this.#find(callId);
      return !call || (call.ownHold !== "asking" && call.ownHold !== "resuming" && call.waitsFor === null);
    });
    const call = this.#find(callId);
    if (call?.phase !== "talking") return refused("not-talking");
    return held === (call.ownHold === "none") ? refused("hold-refused", "now") : DONE;
  }

  /** Done when the tones were sent. */
  async sendDtmf(
    callId: CallId,
    tones: string,
  ): Promise<Result<Done, "call-not-found" | "not-talking" | "dtmf-refused">> {
    const outcome = this.#dtmfOutcome(callId, tones);
    const refusal = this.#command({ type: "send-dtmf", callId, tones });
    if (!refusal) return (await outcome.promise) ? DONE : refused("dtmf-refused", "now");
    outcome.stop();
    return refused(refusal === "call-not-found" ? refusal : "not-talking");
  }

  /** This machine lost an address: talks are led another way as soon as the phone is back. */
  handleMove(): void {
    this.#dispatch({ type: "moved" });
  }

  /** Something about the calls or the phone is other than before. */
  onChange(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  onLevels(listener: (levels: { callId: CallId; you: number; customer: number }) => void): () => void {
    return this.#levels.add(listener);
  }

  /** Once for each call, at its end. */
  onCallOver(listener: (over: CallOver) => void): () => void {
    return this.#over.add(listener);
  }

  /** After the flow to the exchange was lost and is back: a talk that still goes on. */
  onTalkSurvived(listener: (talk: { callId: CallId; interactionId: InteractionId }) => void): () => void {
    return this.#survived.add(listener);
  }

  /** What came of a transfer, or of a consultation the operator did not end. */
  onTransfer(listener: (told: TransferTold) => void): () => void {
    return this.#transferred.add(listener);
  }

  onTrouble(listener: (told: { callId: CallId; trouble: CallTrouble }) => void): () => void {
    return this.#trouble.add(listener);
  }

  /** A tone the far side sent by INFO. */
  onDtmfReceived(listener: (heard: { callId: CallId; tone: string }) => void): () => void {
    return this.#dtmfReceived.add(listener);
  }

  /** The hub's log says which contact a call is, and with whom. */
  tie(callId: CallId, interactionId: InteractionId, party: Customer): void {
    this.#dispatch({ type: "party-changed", callId, interactionId, party });
  }

  dispose(): void {
    for (const stop of this.#stops) stop();
    this.#runner.dispose();
  }

  #listen(): (() => void)[] {
    const { signalling, media } = this.#ports;
    return [
      signalling.onEvent((event) => {
        this.#dispatch(event);
        if (event.type === "dtmf-received") this.#dtmfReceived.tell({ callId: event.callId, tone: event.tone });
      }),
      media.onAlive((alive) => this.#dispatch({ type: "media-alive", alive })),
      media.on("media.connection-changed", ({ mediaId, state }) =>
        this.#dispatch({ type: "media-connection", mediaId, state }),
      ),
      media.on("media.flow-changed", ({ mediaId, flowing }) =>
        this.#dispatch({ type: "media-flow", mediaId, flowing }),
      ),
      media.on("media.arrival-changed", ({ mediaId, arriving }) =>
        this.#dispatch({ type: "media-arrival", mediaId, arriving }),
      ),
      media.on("media.measured", ({ mediaId, sample }) => {
        const call = this.#state.calls.find((one) => one.mediaId === mediaId);
        if (call) this.quality.take(call, sample, this.#ports.clock.nowMs());
      }),
      media.on("media.levelled", (levels) => {
        const call = this.#state.calls.find((one) => one.mediaId === levels.mediaId && one.phase === "talking");
        if (call) this.#levels.tell({ callId: call.callId, you: levels.out, customer: levels.in });
      }),
    ];
  }

  #command(command: CallCommand): CallRefusal | null {
    return this.#dispatch({ type: "command", command });
  }

  /** One event after another: what an effect causes at once is taken in after the step that made it. */
  #dispatch(event: CallEvent): CallRefusal | null {
    if (this.#isRunning) {
      this.#queue.push(event);
      return null;
    }
    this.#isRunning = true;
    const before = this.#state;
    let refusal: CallRefusal | null;
    try {
      refusal = this.#step(event);
      for (let next = this.#queue.shift(); next; next = this.#queue.shift()) this.#step(next);
    } finally {
      this.#isRunning = false;
    }
    for (const waiter of [...this.#waiters]) waiter();
    if (before !== this.#state) this.#changed.tell();
    return refusal;
  }

  #step(event: CallEvent): CallRefusal | null {
    const step = reduce(this.#state, event, this.#ports.clock.nowMs());
    this.#state = step.state;
    for (const effect of step.effects) this.#runner.run(effect);
    return step.refusal;
  }

  #until(isDone: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (!isDone()) return;
        this.#waiters.delete(check);
        resolve();
      };
      this.#waiters.add(check);
      check();
    });
  }

  /** Whether the phone says `dtmf-sent` for these tones; an end of the call is a no. */
  #dtmfOutcome(callId: CallId, tones: string): { readonly promise: Promise<boolean>; readonly stop: () => void } {
    let stop: () => void = () => undefined;
    const promise = new Promise<boolean>((resolve) => {
      stop = this.#ports.signalling.onEvent((event) => {
        const isOver = event.type === "ended" && event.callId === callId;
        const isAnswer = event.type === "dtmf-sent" || event.type === "dtmf-failed";
        if (!isOver && !(isAnswer && event.callId === callId && event.tones === tones)) return;
        stop();
        resolve(event.type === "dtmf-sent");
      });
    });
    return { promise, stop: () => stop() };
  }

  #find(callId: CallId): Call | undefined {
    return this.#state.calls.find((call) => call.callId === callId);
  }

  #tellOver(call: Call): void {
    if (!call.end || call.endedAtMs === null) return;
    this.#over.tell({
      callId: call.callId,
      interactionId: call.interactionId,
      atMs: call.endedAtMs,
      endedBy: call.end.by,
      result: call.end.result,
      wasTalk: call.answeredAtMs !== null,
      wasDetached: call.dialog === "detached" || call.dialog === "lost",
      quality: this.quality.finish(call.callId),
      ...(call.isElsewhere && { elsewhere: call }),
    });
  }
}

function transferAnswer(refusal: CallRefusal | null): Result<Done, TransferRefusal> {
  switch (refusal) {
    case null:
      return DONE;
    case "call-not-found":
    case "not-talking":
    case "no-second-talk":
      return refused(refusal);
    default:
      return refused("transfer-busy", "later");
  }
}
