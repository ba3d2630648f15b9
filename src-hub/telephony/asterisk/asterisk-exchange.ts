import { assertNever } from "../../../src-shared/assert-never.ts";
import type { Customer } from "../../../src-shared/events/log-event.ts";
import type { InteractionId, OfferId } from "../../../src-shared/ids.ts";
import { cleanName, customerOf } from "../embedded/identity.ts";
import type {
  RecordingAction,
  ResumedTalk,
  ResumedWait,
  RingRequest,
  Telephony,
  TelephonyCallId,
  TelephonyCapabilities,
  TelephonyEvent,
} from "../telephony.ts";
import { AriError } from "./ari/ari-error.ts";
import { AriEvents } from "./ari/ari-events.ts";
import type { AriChannel, AriEvent, AriRecording } from "./ari/ari-objects.ts";
import { AriRest } from "./ari/ari-rest.ts";
import { AsteriskCall } from "./asterisk-call.ts";
import type { AsteriskHub, AsteriskParts } from "./asterisk-hub.ts";
import type { AsteriskLeg } from "./asterisk-leg.ts";
import type { CallEnvironment } from "./call-environment.ts";
import { endpointOf } from "./channel-note.ts";
import { ASTERISK_PATIENCE, type AsteriskPatience } from "./patience.ts";
import { type FoundCall, findCalls, type PbxSnapshot, readSnapshot } from "./pbx-snapshot.ts";
import { putPhoneAccounts } from "./phone-accounts.ts";
import { Phones } from "./phones.ts";
import { readRecordingName } from "./recordings.ts";
import { CAUSE } from "./ring-outcome.ts";

/** What the exchange on Asterisk needs. */
export type AsteriskOptions = Omit<AsteriskHub, "phoneServer"> & AsteriskParts;

/** Telephony on an Asterisk elsewhere. */
export type AsteriskTelephony = Telephony & {
  /** Lets the PBX go; its calls go on, and the next hub finds them. */
  close(): Promise<void>;
};

/** Connects to Asterisk and takes up what it finds there. A PBX that is not there is waited for, and the hub starts without. */
export async function connectAsterisk(options: AsteriskOptions): Promise<AsteriskTelephony> {
  const exchange = new AsteriskExchange(options);
  await exchange.ready();
  return exchange;
}

class AsteriskExchange implements AsteriskTelephony {
  readonly capabilities: TelephonyCapabilities;
  resumed: readonly ResumedTalk[] = [];
  resumedWaits: readonly ResumedWait[] = [];
  /** Settles when the PBX was read for the first time, or could not be. */
  readonly #firstTry: Promise<void>;
  readonly #options: AsteriskOptions;
  readonly #patience: AsteriskPatience;
  readonly #rest: AriRest;
  readonly #events: AriEvents;
  readonly #phones: Phones;
  readonly #calls = new Map<TelephonyCallId, AsteriskCall>();
  readonly #callOfChannel = new Map<string, AsteriskCall>();
  readonly #callOfOffer = new Map<OfferId, AsteriskCall>();
  readonly #listeners = new Set<(event: TelephonyEvent) => void>();
  /** Told before anybody listened. */
  #untold: TelephonyEvent[] = [];
  /** What came while the PBX was being read; null: events are acted on as they come. */
  #early: AriEvent[] | null = [];
  #startedAt: string | null = null;
  /** Whether what is found may still be told as `resumed`: the hub has not begun to serve. */
  #mayResume = true;
  #isClosed = false;
  #endFirstTry: () => void = () => undefined;
  #stopNotice: () => void = () => undefined;
  #stopWriteOff: () => void = () => undefined;

  constructor(options: AsteriskOptions) {
    const { ari, clock, patience } = options;
    this.#options = options;
    this.capabilities = { holdMusic: true, recording: true, conference: false, outside: options.trunk !== undefined };
    this.#patience = { ...ASTERISK_PATIENCE, ...patience };
    this.#rest = new AriRest(ari);
    this.#phones = new Phones(clock, this.#patience.comeBackMs, {
      changed: (user, registered) => this.#phoneChanged(user, registered),
      lost: (user) => {
        for (const call of [...this.#calls.values()]) call.sideLost(user);
      },
    });
    this.#firstTry = new Promise((resolve) => {
      const stop = clock.after(this.#patience.startMs, resolve);
      this.#endFirstTry = () => {
        stop();
        resolve();
      };
    });
    const listener = {
      opened: () => void this.#opened(),
      event: (event: AriEvent) => this.#heard(event),
      lost: (reason: string) => this.#lost(reason),
    };
    this.#events = new AriEvents(ari, clock, listener, this.#patience);
  }

  async ready(): Promise<void> {
    await this.#firstTry;
    this.#mayResume = false;
  }

  isUp(): boolean {
    return this.#early === null;
  }

  queue(callId: TelephonyCallId, interactionId: InteractionId): void {
    this.#calls.get(callId)?.queue(interactionId);
  }

  ring(request: RingRequest): void {
    const call = this.#calls.get(request.callId);
    if (!call) return;
    this.#callOfOffer.set(request.offerId, call);
    call.ring(request);
  }

  withdraw(offerId: OfferId): void {
    this.#callOfOffer.get(offerId)?.withdraw(offerId);
  }

  refuse(callId: TelephonyCallId, sipCode: number): void {
    this.#calls.get(callId)?.refuse(sipCode);
  }

  joinTransfer(callId: TelephonyCallId): void {
    this.#calls.get(callId)?.joinTransfer();
  }

  hangUp(callId: TelephonyCallId): void {
    this.#calls.get(callId)?.hangUp();
  }

  record(callId: TelephonyCallId, action: RecordingAction): void {
    this.#calls.get(callId)?.record(action);
  }

  isRegistered(user: string): boolean {
    return this.#phones.isRegistered(user);
  }

  onEvent(listener: (event: TelephonyEvent) => void): () => void {
    this.#listeners.add(listener);
    for (const event of this.#untold.splice(0)) this.#emit(event);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopNotice();
    this.#stopWriteOff();
    this.#phones.dispose();
    await Promise.all([...this.#calls.values()].map((call) => call.idle()));
    this.#events.close();
  }

  /** The events come: read how things stand, then act on what came meanwhile. */
  async #opened(): Promise<void> {
    this.#early = [];
    try {
      await this.#rest.onlyEvents();
      await this.#rest.subscribe("endpoint:PJSIP");
      await this.#putAccounts();
      const snapshot = await readSnapshot(this.#rest);
      if (this.#isClosed) return;
      this.#stopNotice();
      this.#stopWriteOff();
      this.#compare(snapshot);
      const early = this.#early ?? [];
      this.#early = null;
      for (const event of early) this.#heard(event);
      this.#options.log.info({ calls: this.#calls.size }, "PBX read");
      this.#endFirstTry();
    } catch (error) {
      this.#options.log.warn({ error }, "PBX not read");
      this.#endFirstTry();
      if (!this.#isClosed) this.#events.renew();
    }
  }

  /** A PBX that was started anew has forgotten the accounts it kept in memory. */
  async #putAccounts(): Promise<void> {
    const { accounts, domain, log, phones, phoneFields: fields } = this.#options;
    const known = phones.flatMap((user) => accounts.find(user) ?? []);
    const refused = await putPhoneAccounts(this.#rest, known, { domain, ...(fields && { fields }) });
    if (refused > 0) log.warn({ refused }, "accounts not put into the PBX: they must stand in its pjsip.conf");
  }

  #lost(reason: string): void {
    const { clock, log } = this.#options;
    const wasReachable = this.isUp();
    this.#early = [];
    this.#endFirstTry();
    if (!wasReachable) return;
    log.warn({ reason }, "PBX lost");
    this.#stopNotice = clock.after(this.#patience.unnoticedMs, () => this.#phones.allGone());
    this.#stopWriteOff = clock.after(this.#patience.writeOffMs, () => {
      log.warn({ calls: this.#calls.size }, "PBX did not come back: its calls are written off");
      this.#writeOff();
    });
  }

  #writeOff(): void {
    for (const call of [...this.#calls.values()]) call.exchangeLost();
  }

  /** Puts what the hub believes and what the PBX says together; the PBX is right. */
  #compare(snapshot: PbxSnapshot): void {
    const isFirst = this.#startedAt === null;
    if (!isFirst && this.#startedAt !== snapshot.startedAt) this.#writeOff();
    this.#startedAt = snapshot.startedAt;
    const alive = new Set(snapshot.channels.map(({ channel }) => channel.id));
    for (const call of [...this.#calls.values()])
      for (const channelId of call.channelIds)
        if (!alive.has(channelId)) call.channelGone(channelId, CAUSE.normal, null);
    for (const { channel } of snapshot.channels) {
      const call = this.#callOfChannel.get(channel.id);
      call?.channelEntered(channel.id);
      call?.channelChanged(channel.id, channel.state);
    }
    const unknown = snapshot.channels.filter(({ channel }) => !this.#callOfChannel.has(channel.id));
    const { calls, leftovers, strangers } = findCalls(unknown);
    for (const call of calls) this.#resume(call);
    for (const { id } of leftovers) this.#rest.hangUp(id, CAUSE.normal).catch(() => undefined);
    for (const channel of strangers) this.#arrived(channel, channel.dialplan.exten);
    for (const { resource, state } of snapshot.endpoints) this.#phones.heard(resource, state === "online");
  }

  #resume(found: FoundCall): void {
    const { caller } = found;
    const { interaction } = caller.note;
    if (found.kind === "wait" && (interaction === null || !this.#mayResume)) {
      this.#arrived(caller.channel, caller.channel.dialplan.exten);
      return;
    }
    // Of a talk that the hub wrote off meanwhile nothing is left but its two sides: they may end it.
    if (!this.#mayResume) return;
    const callId = caller.note.call;
    const callerUser = caller.note.user;
    const from = this.#identityOf(caller.channel, callerUser);
    const leg = legOf(caller);
    const call = new AsteriskCall(
      { callId, caller: leg, from, isUp: caller.channel.state === "Up" },
      this.#environment(),
    );
    this.#calls.set(callId, call);
    if (found.kind === "wait" && interaction !== null) {
      call.queue(interaction);
      this.resumedWaits = [...this.resumedWaits, { callId, interactionId: interaction, callerUser }];
    } else if (found.kind === "talk") {
      const callee = legOf(found.callee);
      call.resumeTalk(interaction, callee);
      const holders = [leg, callee].filter(({ isHolding }) => isHolding).map(({ user }) => user);
      const talk = { callId, interactionId: interaction, callerUser, calleeUser: callee.user, holders };
      this.resumed = [...this.resumed, talk];
    }
  }

  #heard(event: AriEvent): void {
    if (this.#early) {
      this.#early.push(event);
      return;
    }
    if (event.type === "EndpointStateChange") {
      this.#phones.heard(event.endpoint.resource, event.endpoint.state === "online");
      return;
    }
    if (event.type === "ChannelTransfer") {
      const { id } = event.referred_by.source_channel;
      const { requested_destination: wanted, destination_channel: other } = event.refer_to;
      // With a state it tells of our own word to the phone.
      if (event.state === undefined)
        this.#callOfChannel.get(id)?.transferAsked(id, wanted.destination ?? "", other?.id ?? null);
      return;
    }
    if (event.type === "RecordingFinished" || event.type === "RecordingFailed") {
      this.#recordingEnded(event.recording, event.type === "RecordingFailed");
      return;
    }
    if (event.type === "ApplicationReplaced") {
      this.#options.log.warn({}, "another hub took the application over: its name must be this hub's alone");
      return;
    }
    if ("channel" in event) this.#heardOfChannel(event);
  }

  #heardOfChannel(event: Extract<AriEvent, { channel: AriChannel }>): void {
    const { channel } = event;
    const call = this.#callOfChannel.get(channel.id);
    switch (event.type) {
      case "StasisStart":
        if (call) call.channelEntered(channel.id);
        else if (event.args[0] !== "leg") this.#arrived(channel, event.args[1] ?? channel.dialplan.exten);
        return;
      case "StasisEnd":
        // A leg that could not be dialled leaves with its cause; the others are over here.
        if (channel.state === "Up") call?.channelGone(channel.id, CAUSE.normal, null);
        return;
      case "ChannelDestroyed":
        call?.channelGone(channel.id, event.cause, event.tech_cause ?? null);
        return;
      case "ChannelStateChange":
        call?.channelChanged(channel.id, channel.state);
        return;
      case "ChannelHold":
        call?.holdChanged(channel.id, true);
        return;
      case "ChannelUnhold":
        call?.holdChanged(channel.id, false);
        return;
      default:
        assertNever(event);
    }
  }

  #recordingEnded({ name, duration }: AriRecording, hasFailed: boolean): void {
    const known = readRecordingName(name);
    if (!known) return;
    const durationMs = duration === undefined ? null : duration * 1000;
    const state = hasFailed ? "failed" : "stopped";
    this.#emit({ type: "recording-changed", callId: null, ...known, name, state, durationMs });
  }

  #arrived(channel: AriChannel, dialled: string): void {
    const callId = channel.id as TelephonyCallId;
    if (this.#calls.has(callId) || this.#isClosed) return;
    const fromUser = endpointOf(channel.name);
    const from = this.#identityOf(channel, fromUser);
    const caller = { channelId: channel.id, user: fromUser, isHolding: false };
    const call = new AsteriskCall({ callId, caller, from, isUp: channel.state === "Up" }, this.#environment());
    this.#calls.set(callId, call);
    call.arrived();
    this.#options.log.info({ callId }, "call arrived");
    this.#emit({ type: "arrived", callId, fromUser, from, dialled });
  }

  /** Who calls: an account of the team as the directory knows it, else what the line told. */
  #identityOf(channel: AriChannel, user: string): Customer {
    const account = this.#options.accounts.find(user);
    if (account) return customerOf(account);
    const { name, number } = channel.caller;
    return { address: cleanName(number) || user, name: cleanName(name) || null };
  }

  #environment(): CallEnvironment<AsteriskCall> {
    return {
      rest: this.#rest,
      clock: this.#options.clock,
      patience: this.#patience,
      emit: (event) => this.#emit(event),
      isRegistered: (user) => this.#phones.isRegistered(user),
      dialTarget: (user) => `PJSIP/${user}`,
      // The number is digits alone (arrivals.ts): it cannot lead to another endpoint.
      trunkTarget: (number) => this.#options.trunk?.replace("{number}", number) ?? null,
      recordsAll: this.#options.recordsAll ?? false,
      callerNumber: this.#options.callerNumber ?? null,
      failed: (callId, error) => {
        const code = error instanceof AriError ? error.code : "fault";
        this.#options.log.warn({ callId, code, error }, "PBX did not do it");
      },
      claim: (channelId, call) => this.#callOfChannel.set(channelId, call),
      release: (channelId) => this.#callOfChannel.delete(channelId),
      callOf: (channelId) => this.#callOfChannel.get(channelId),
      over: (call) => this.#over(call),
    };
  }

  #over(call: AsteriskCall): void {
    this.#calls.delete(call.callId);
    for (const [channelId, owner] of this.#callOfChannel) if (owner === call) this.#callOfChannel.delete(channelId);
    for (const [offerId, owner] of this.#callOfOffer) if (owner === call) this.#callOfOffer.delete(offerId);
    this.#options.log.info({ callId: call.callId }, "call over");
  }

  #phoneChanged(user: string, registered: boolean): void {
    this.#emit({ type: "phone-changed", user, registered });
    if (!registered) for (const call of [...this.#calls.values()]) call.phoneGone(user);
  }

  /** Events are told in order and never from inside a command: the hub may give commands while it listens. */
  #emit(event: TelephonyEvent): void {
    queueMicrotask(() => {
      if (this.#listeners.size === 0) this.#untold.push(event);
      for (const listener of [...this.#listeners]) listener(event);
    });
  }
}

function legOf({ channel, note }: FoundCall["caller"]): AsteriskLeg {
  return { channelId: channel.id, user: note.user, isHolding: note.isHolding };
}
