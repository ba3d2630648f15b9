import { HUB_LINE } from "../../../src-shared/domain/hub-line.ts";
import type { CallId, LineId } from "../../../src-shared/ids.ts";
import type { PhoneState } from "../../../src-shared/ipc/workplace.ts";
import { Listeners } from "../calls/listeners.ts";
import type { CallSignalling, DialledCall, RepairStep, SignallingEvent, SipAccount } from "../ports/call-signalling.ts";
import type { LineWatch, WatchedLine } from "../ports/line-watch.ts";

type LinePhone = CallSignalling & LineWatch;

type Line = {
  readonly phone: LinePhone;
  readonly stopHearing: () => void;
  state: PhoneState | null;
  /** Stopping and starting go one after another. */
  turn: Promise<void>;
};

/**
 * Several phones as one: the hub's line, which `start` registers, and any number of others. A call belongs to the phone
 * it rang on or was dialled by; events of the other lines carry their `lineId`.
 */
export class PhoneLines implements CallSignalling {
  readonly #hub: CallSignalling;
  readonly #makePhone: () => LinePhone;
  readonly #lines = new Map<LineId, Line>();
  readonly #owners = new Map<CallId, CallSignalling>();
  #areCallsRefused = false;
  readonly #heard = new Listeners<SignallingEvent>();
  readonly #watched = new Listeners<WatchedLine & { readonly lineId: LineId }>();

  constructor(parts: { readonly hub: CallSignalling; readonly makePhone: () => LinePhone }) {
    this.#hub = parts.hub;
    this.#makePhone = parts.makePhone;
    this.#hub.onEvent((event) => this.#take(this.#hub, event));
  }

  /** Registers another line, or the same one with another account: then its calls end. */
  open(lineId: LineId, account: SipAccount): Promise<void> {
    const line = this.#lines.get(lineId) ?? this.#add(lineId);
    line.turn = line.turn.then(() => line.phone.stop()).then(() => line.phone.start(account));
    return line.turn;
  }

  /** Unregisters a line and forgets it. */
  async close(lineId: LineId): Promise<void> {
    const line = this.#lines.get(lineId);
    if (!line) return;
    this.#lines.delete(lineId);
    await line.turn;
    await line.phone.stop();
    line.stopHearing();
  }

  /** How a line beside the hub's stands; null before its phone said anything. */
  stateOf(lineId: LineId): PhoneState | null {
    return this.#lines.get(lineId)?.state ?? null;
  }

  /** Whether a call goes on, or rings, on a line. */
  isBusy(lineId: LineId): boolean {
    const phone = lineId === HUB_LINE ? this.#hub : this.#lines.get(lineId)?.phone;
    return [...this.#owners.values()].some((owner) => owner === phone);
  }

  /** Whom to follow at the PBX of a line beside the hub's; a line that is not open follows nobody. */
  watch(lineId: LineId, extensions: readonly string[]): void {
    this.#lines.get(lineId)?.phone.watch(extensions);
  }

  onWatched(listener: (told: WatchedLine & { readonly lineId: LineId }) => void): () => void {
    return this.#watched.add(listener);
  }

  /** Registers one line anew. */
  renewLine(lineId: LineId): void {
    this.#lines.get(lineId)?.phone.renew();
  }

  start(account: SipAccount): void {
    this.#hub.start(account);
  }

  async stop(): Promise<void> {
    await Promise.all([this.#hub.stop(), ...[...this.#lines.keys()].map((lineId) => this.close(lineId))]);
  }

  renew(): void {
    for (const phone of this.#all()) phone.renew();
  }

  prove(): void {
    for (const phone of this.#all()) phone.prove();
  }

  dial(callId: CallId, target: string, lineId: LineId = HUB_LINE): DialledCall {
    const phone = this.#lines.get(lineId)?.phone ?? this.#hub;
    this.#owners.set(callId, phone);
    return phone.dial(callId, target);
  }

  callEcho(callId: CallId, lineId: LineId = HUB_LINE): { readonly mediaId: string } {
    const phone = this.#lines.get(lineId)?.phone ?? this.#hub;
    this.#owners.set(callId, phone);
    return phone.callEcho(callId);
  }

  accept(callId: CallId): void {
    this.#owners.get(callId)?.accept(callId);
  }

  reject(callId: CallId, sipCode: 480 | 486 | 603): void {
    this.#owners.get(callId)?.reject(callId, sipCode);
  }

  refuseCalls(areRefused: boolean): void {
    this.#areCallsRefused = areRefused;
    for (const phone of this.#all()) phone.refuseCalls(areRefused);
  }

  hangUp(callId: CallId, isLost?: boolean): void {
    this.#owners.get(callId)?.hangUp(callId, isLost);
  }

  setHeld(callId: CallId, held: boolean): void {
    this.#owners.get(callId)?.setHeld(callId, held);
  }

  canPauseRecording(callId: CallId): boolean {
    return this.#owners.get(callId)?.canPauseRecording(callId) ?? false;
  }

  async setRecording(callId: CallId, isOn: boolean): Promise<boolean> {
    return (await this.#owners.get(callId)?.setRecording(callId, isOn)) ?? false;
  }

  renewMedia(callId: CallId): void {
    this.#owners.get(callId)?.renewMedia(callId);
  }

  repairMedia(callId: CallId, step: RepairStep): void {
    this.#owners.get(callId)?.repairMedia(callId, step);
  }

  sendDtmf(callId: CallId, tones: string): void {
    this.#owners.get(callId)?.sendDtmf(callId, tones);
  }

  refer(callId: CallId, target: string): void {
    this.#owners.get(callId)?.refer(callId, target);
  }

  referInto(callId: CallId, consultId: CallId): void {
    this.#owners.get(callId)?.referInto(callId, consultId);
  }

  async probe(callId: CallId): Promise<boolean> {
    return (await this.#owners.get(callId)?.probe(callId)) ?? false;
  }

  onEvent(listener: (event: SignallingEvent) => void): () => void {
    return this.#heard.add(listener);
  }

  #all(): readonly CallSignalling[] {
    return [this.#hub, ...[...this.#lines.values()].map(({ phone }) => phone)];
  }

  #add(lineId: LineId): Line {
    const phone = this.#makePhone();
    phone.refuseCalls(this.#areCallsRefused);
    const stopWatching = phone.onWatched((told) => this.#watched.tell({ ...told, lineId }));
    const stopEvents = phone.onEvent((event) => {
      if (event.type === "phone-changed") line.state = event.phone;
      const isOfLine = event.type === "phone-changed" || event.type === "incoming";
      this.#take(phone, isOfLine ? { ...event, lineId } : event);
    });
    const stopHearing = () => {
      stopWatching();
      stopEvents();
    };
    const line: Line = { phone, stopHearing, state: null, turn: Promise.resolve() };
    this.#lines.set(lineId, line);
    return line;
  }

  #take(phone: CallSignalling, event: SignallingEvent): void {
    if (event.type === "incoming") this.#owners.set(event.callId, phone);
    this.#heard.tell(event);
    if (event.type === "ended") this.#owners.delete(event.callId);
  }
}
