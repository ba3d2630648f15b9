import type {
  CallEnd,
  CallSignalling,
  RepairStep,
  SignallingEvent,
  SipAccount,
} from "../../src-main/core/ports/call-signalling.ts";
import type { LineWatch, WatchedLine } from "../../src-main/core/ports/line-watch.ts";
import type { Media } from "../../src-main/core/ports/media.ts";
import { CallId } from "../../src-shared/ids.ts";
import type { LineStanding } from "../../src-shared/ipc/colleague-lines.ts";
import type { PhoneState } from "../../src-shared/ipc/workplace.ts";

/** A command as the phone was given it. */
export type SignallingCommand =
  | { readonly name: "dial"; readonly callId: CallId; readonly target: string }
  | { readonly name: "accept" | "hang-up" | "renew-media" | "probe" | "call-echo"; readonly callId: CallId }
  | { readonly name: "reject"; readonly callId: CallId; readonly sipCode: number }
  | { readonly name: "set-held"; readonly callId: CallId; readonly held: boolean }
  | { readonly name: "repair-media"; readonly callId: CallId; readonly step: RepairStep }
  | { readonly name: "send-dtmf"; readonly callId: CallId; readonly tones: string }
  | { readonly name: "refer"; readonly callId: CallId; readonly target: string }
  | { readonly name: "refer-into"; readonly callId: CallId; readonly consultId: CallId }
  | { readonly name: "start" | "stop" | "renew" | "prove" };

type Side = { readonly phone: FakeSignalling; readonly callId: CallId };
type Talk = { readonly caller: Side; readonly callee: Side; isAnswered: boolean };

/** Joins fake phones, as an exchange joins real ones: whom to ring, and who is told what. */
export class FakeSwitch {
  readonly #phones = new Map<string, FakeSignalling>();
  readonly #passwords: ReadonlyMap<string, string>;
  readonly #talks = new Set<Talk>();
  readonly #watchers = new Set<FakeSignalling>();
  #made = 0;

  /** Accounts by user; a phone with another password is refused. */
  constructor(passwords: Readonly<Record<string, string>>) {
    this.#passwords = new Map(Object.entries(passwords));
  }

  register(phone: FakeSignalling, { user, password }: SipAccount): boolean {
    if (this.#passwords.get(user) !== password) return false;
    this.#phones.set(user, phone);
    return true;
  }

  /** As an exchange that keeps the state of its accounts tells it to `phone`. */
  standingOf(phone: FakeSignalling, extension: string): LineStanding {
    if (![...this.#phones.values()].includes(phone)) return { state: "unknown", reason: "own-line-lost" };
    if (!this.#passwords.has(extension)) return { state: "unknown", reason: "not-found" };
    const watched = this.#phones.get(extension);
    const talks = [...this.#talks].filter(
      ({ caller, callee }) => watched && [caller.phone, callee.phone].includes(watched),
    );
    if (talks.some(({ isAnswered }) => isAnswered)) return { state: "talking", reason: null };
    return { state: talks.length > 0 ? "ringing" : "free", reason: null };
  }

  #tellWatchers(): void {
    for (const phone of this.#watchers) phone.tellWatched();
  }

  addWatcher(phone: FakeSignalling): void {
    this.#watchers.add(phone);
  }

  unregister(phone: FakeSignalling): void {
    for (const [user, one] of this.#phones) if (one === phone) this.#phones.delete(user);
    this.#tellWatchers();
    for (const talk of [...this.#talks])
      for (const side of [talk.caller, talk.callee]) if (side.phone === phone) this.hangUp(phone, side.callId);
  }

  dial(phone: FakeSignalling, callId: CallId, target: string, from: string): void {
    const callee = this.#phones.get(target);
    if (!callee) {
      const isKnown = this.#passwords.has(target);
      phone.over(callId, { by: "remote", reason: isKnown ? "no-answer" : "not-found", sipCode: isKnown ? 480 : 404 });
      return;
    }
    this.#made += 1;
    const talk: Talk = {
      caller: { phone, callId },
      callee: { phone: callee, callId: CallId.parse(`incoming-${this.#made}`) },
      isAnswered: false,
    };
    if (callee.areCallsRefused) {
      phone.over(callId, { by: "remote", reason: "busy", sipCode: 486 });
      return;
    }
    this.#talks.add(talk);
    this.#tellWatchers();
    callee.ring(talk.callee.callId, from);
    phone.emit({ type: "progress", callId, earlyMedia: false, interactionId: null });
  }

  accept(phone: FakeSignalling, callId: CallId): void {
    const talk = this.#talk(phone, callId);
    if (!talk || talk.isAnswered || talk.callee.callId !== callId) return;
    talk.isAnswered = true;
    this.#tellWatchers();
    for (const side of [talk.callee, talk.caller])
      side.phone.emit({ type: "established", callId: side.callId, interactionId: null });
  }

  reject(phone: FakeSignalling, callId: CallId, sipCode: 480 | 486 | 603): void {
    const talk = this.#talk(phone, callId);
    if (!talk || talk.isAnswered || talk.callee.callId !== callId) return;
    const reason = { 480: "no-answer", 486: "busy", 603: "rejected" } as const;
    this.#end(talk, callId, {
      here: { by: "local", reason: sipCode === 486 ? "busy" : "rejected", sipCode },
      there: { by: "remote", reason: reason[sipCode], sipCode },
    });
  }

  hangUp(phone: FakeSignalling, callId: CallId): void {
    const talk = this.#talk(phone, callId);
    if (!talk) return;
    if (talk.isAnswered)
      this.#end(talk, callId, {
        here: { by: "local", reason: "hung-up", sipCode: null },
        there: { by: "remote", reason: "hung-up", sipCode: null },
      });
    else if (talk.callee.callId === callId) this.reject(phone, callId, 603);
    else
      this.#end(talk, callId, {
        here: { by: "local", reason: "cancelled", sipCode: null },
        there: { by: "remote", reason: "cancelled", sipCode: 487 },
      });
  }

  setHeld(phone: FakeSignalling, callId: CallId, held: boolean): void {
    const other = this.#other(phone, callId);
    if (!other) return;
    phone.emit({ type: "hold-changed", callId, held });
    if (phone.noteHold(callId, held)) other.phone.emit({ type: "remote-hold-changed", callId: other.callId, held });
  }

  isTalking(phone: FakeSignalling, callId: CallId): boolean {
    return this.#talk(phone, callId)?.isAnswered ?? false;
  }

  #talk(phone: FakeSignalling, callId: CallId): Talk | undefined {
    return [...this.#talks].find((talk) =>
      [talk.caller, talk.callee].some((side) => side.phone === phone && side.callId === callId),
    );
  }

  #other(phone: FakeSignalling, callId: CallId): Side | undefined {
    const talk = this.#talk(phone, callId);
    if (!talk?.isAnswered) return undefined;
    return talk.caller.callId === callId ? talk.callee : talk.caller;
  }

  #end(talk: Talk, callId: CallId, ends: { readonly here: CallEnd; readonly there: CallEnd }): void {
    this.#talks.delete(talk);
    this.#tellWatchers();
    for (const side of [talk.caller, talk.callee])
      side.phone.over(side.callId, side.callId === callId ? ends.here : ends.there);
  }
}

export type FakeSignallingParts = {
  /** Without a switch nothing happens by itself: the test tells the phone's part with `emit`. */
  readonly exchange?: FakeSwitch;
  /** Opened for each call and closed after it, as the real phone does. */
  readonly media?: Media;
};

/** The port `CallSignalling` without SIP. Events come after the command that caused them, in order. */
export class FakeSignalling implements CallSignalling, LineWatch {
  readonly commands: SignallingCommand[] = [];
  areCallsRefused = false;
  /** What `probe` answers for calls no switch knows. */
  probeAnswer = true;
  readonly #parts: FakeSignallingParts;
  readonly #listeners = new Set<(event: SignallingEvent) => void>();
  readonly #held = new Set<CallId>();
  readonly #watchListeners = new Set<(told: WatchedLine) => void>();
  readonly #standings = new Map<string, LineStanding>();
  watched: readonly string[] = [];
  #account: SipAccount | null = null;

  constructor(parts: FakeSignallingParts = {}) {
    this.#parts = parts;
  }

  start(account: SipAccount): void {
    this.commands.push({ name: "start" });
    this.#account = account;
    this.#tellPhone("connecting");
    this.#later(() => {
      const isIn = this.#parts.exchange?.register(this, account) ?? true;
      this.#tellPhone("registering");
      if (isIn) this.#tellPhone("ready");
      if (isIn) this.tellWatched();
      else this.#tellPhone("refused", "wrong-password");
    });
  }

  async stop(): Promise<void> {
    this.commands.push({ name: "stop" });
    this.#parts.exchange?.unregister(this);
    this.#tellPhone("off");
    await Promise.resolve();
  }

  callEcho(callId: CallId): { readonly mediaId: string } {
    this.commands.push({ name: "call-echo", callId });
    return { mediaId: callId };
  }

  prove(): void {
    this.commands.push({ name: "prove" });
  }

  renew(): void {
    this.commands.push({ name: "renew" });
    if (this.#account) this.start(this.#account);
  }

  dial(callId: CallId, target: string): { readonly mediaId: string } {
    this.commands.push({ name: "dial", callId, target });
    this.#openMedia(callId);
    const from = this.#account?.user ?? "anonymous";
    this.#later(() => this.#parts.exchange?.dial(this, callId, target, from));
    return { mediaId: callId };
  }

  accept(callId: CallId): void {
    this.commands.push({ name: "accept", callId });
    this.#later(() => this.#parts.exchange?.accept(this, callId));
  }

  reject(callId: CallId, sipCode: 480 | 486 | 603): void {
    this.commands.push({ name: "reject", callId, sipCode });
    this.#later(() => this.#parts.exchange?.reject(this, callId, sipCode));
  }

  refuseCalls(areRefused: boolean): void {
    this.areCallsRefused = areRefused;
  }

  hangUp(callId: CallId): void {
    this.commands.push({ name: "hang-up", callId });
    this.#later(() => this.#parts.exchange?.hangUp(this, callId));
  }

  setHeld(callId: CallId, held: boolean): void {
    this.commands.push({ name: "set-held", callId, held });
    this.#later(() => this.#parts.exchange?.setHeld(this, callId, held));
  }

  canPauseRecording(): boolean {
    return false;
  }

  async setRecording(): Promise<boolean> {
    return false;
  }

  renewMedia(callId: CallId): void {
    this.commands.push({ name: "renew-media", callId });
    this.#later(() => {
      if (this.#parts.exchange) this.emit({ type: "media-renewed", callId, ok: true });
    });
  }

  repairMedia(callId: CallId, step: RepairStep): void {
    this.commands.push({ name: "repair-media", callId, step });
    this.#later(() => {
      if (this.#parts.exchange) this.emit({ type: "media-repaired", callId, step, ok: true });
    });
  }

  sendDtmf(callId: CallId, tones: string): void {
    this.commands.push({ name: "send-dtmf", callId, tones });
    this.#later(() => {
      if (!this.#parts.exchange) return;
      const isSent = this.#parts.exchange.isTalking(this, callId);
      if (isSent) this.emit({ type: "dtmf-sent", callId, tones });
    });
  }

  refer(callId: CallId, target: string): void {
    this.commands.push({ name: "refer", callId, target });
  }

  referInto(callId: CallId, consultId: CallId): void {
    this.commands.push({ name: "refer-into", callId, consultId });
  }

  async probe(callId: CallId): Promise<boolean> {
    this.commands.push({ name: "probe", callId });
    await Promise.resolve();
    return this.#parts.exchange?.isTalking(this, callId) ?? this.probeAnswer;
  }

  watch(extensions: readonly string[]): void {
    this.watched = extensions;
    this.#standings.clear();
    this.#parts.exchange?.addWatcher(this);
    for (const extension of extensions) this.emitWatched({ extension, state: "unknown", reason: "own-line-lost" });
    this.tellWatched();
  }

  onWatched(listener: (told: WatchedLine) => void): () => void {
    this.#watchListeners.add(listener);
    return () => {
      this.#watchListeners.delete(listener);
    };
  }

  /** The exchange tells how the watched lines stand now. */
  tellWatched(): void {
    for (const extension of this.watched) {
      const standing = this.#parts.exchange?.standingOf(this, extension);
      const before = this.#standings.get(extension);
      if (standing && (standing.state !== before?.state || standing.reason !== before.reason))
        this.emitWatched({ extension, ...standing });
    }
  }

  emitWatched({ extension, state, reason }: WatchedLine): void {
    this.#standings.set(extension, { state, reason });
    for (const listener of [...this.#watchListeners]) listener({ extension, state, reason });
  }

  onEvent(listener: (event: SignallingEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** The phone reports. */
  emit(event: SignallingEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** An INVITE came in. */
  ring(callId: CallId, from = "+79990000001"): void {
    this.#openMedia(callId);
    const customer = { address: from, name: null };
    this.emit({ type: "incoming", callId, mediaId: callId, from: customer, interactionId: null, queueName: null });
  }

  over(callId: CallId, end: CallEnd): void {
    this.#held.delete(callId);
    this.#parts.media?.ask("media.close", { mediaId: callId }).catch(ignoreDeadWindow);
    this.emit({ type: "ended", callId, end });
  }

  /** Whether hold became other than it was. */
  noteHold(callId: CallId, held: boolean): boolean {
    const wasHeld = this.#held.has(callId);
    if (held) this.#held.add(callId);
    else this.#held.delete(callId);
    return wasHeld !== held;
  }

  #openMedia(callId: CallId): void {
    const source = this.#account?.source ?? ({ kind: "microphone" } as const);
    this.#parts.media
      ?.ask("media.open", { mediaId: callId, source, offer: null, audible: true })
      .catch(ignoreDeadWindow);
  }

  #tellPhone(state: PhoneState["state"], failure: PhoneState["failure"] = null): void {
    this.emit({ type: "phone-changed", phone: { state, sinceMs: 0, retryAtMs: null, failure } });
  }

  #later(work: () => void): void {
    queueMicrotask(work);
  }
}

/** The fake has nothing to mend when the test killed its window. */
function ignoreDeadWindow(): void {}
