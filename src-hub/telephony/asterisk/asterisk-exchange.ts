import type { InteractionId, OfferId } from "../../../src-shared/ids.ts";
import type {
  Farewell,
  OriginateRequest,
  RecordedSound,
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
import type { AriChannel, AriEvent } from "./ari/ari-objects.ts";
import { AriRest } from "./ari/ari-rest.ts";
import { AsteriskCall } from "./asterisk-call.ts";
import type { AsteriskHub, AsteriskParts } from "./asterisk-hub.ts";
import type { CallEnvironment } from "./call-environment.ts";
import type { SayWhat } from "./call-voice.ts";
import { identityOf, isOfTeam } from "./channel-identity.ts";
import { endpointOf } from "./channel-note.ts";
import { Conferences } from "./conferences.ts";
import { EventTeller } from "./event-teller.ts";
import { Guests } from "./guests.ts";
import { Originations } from "./originations.ts";
import { ASTERISK_PATIENCE, type AsteriskPatience } from "./patience.ts";
import { type FoundCall, findCalls, legOf, type PbxSnapshot, readSnapshot } from "./pbx-snapshot.ts";
import { PhoneAccounts } from "./phone-accounts.ts";
import { Phones } from "./phones.ts";
import { recordingEnded } from "./recordings.ts";
import { CAUSE } from "./ring-outcome.ts";
import { type ChannelEvent, tellCall } from "./tell-call.ts";

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
  readonly #guests: Guests;
  readonly #conferences: Conferences<AsteriskCall>;
  readonly #accounts: PhoneAccounts;
  readonly #calls = new Map<TelephonyCallId, AsteriskCall>();
  readonly #callOfChannel = new Map<string, AsteriskCall>();
  readonly #callOfOffer = new Map<OfferId, AsteriskCall>();
  readonly #originations: Originations;
  readonly #teller = new EventTeller();
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
    const outside = options.trunk !== undefined;
    this.capabilities = { holdMusic: true, recording: true, conference: false, announcements: true, outside };
    this.#patience = { ...ASTERISK_PATIENCE, ...patience };
    this.#rest = new AriRest(ari);
    this.#originations = new Originations({
      environment: () => this.#environment(),
      identityOf: (user) => identityOf(options.accounts, null, user),
      onCall: (call) => this.#calls.set(call.callId, call),
    });
    this.#phones = new Phones(clock, this.#patience.comeBackMs, {
      changed: (user, registered) => this.#phoneChanged(user, registered),
      lost: (user) => {
        for (const call of [...this.#calls.values()]) call.sideLost(user);
      },
    });
    this.#conferences = new Conferences({
      ...{ clock, waitMs: this.#patience.conferenceMs, calls: () => this.#calls.values(), isUp: () => this.isUp() },
      isOfTeam: (user) => isOfTeam(options.accounts, user),
    });
    this.#guests = new Guests(this.#rest, options);
    this.#accounts = new PhoneAccounts(this.#rest, options);
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
      say: (name: string) => this.#rest.say(name),
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

  originate(request: OriginateRequest): TelephonyCallId {
    return this.#originations.originate(request);
  }

  withdraw(offerId: OfferId): void {
    this.#originations.withdraw(offerId);
    this.#callOfOffer.get(offerId)?.withdraw(offerId);
  }

  refuse = (callId: TelephonyCallId, sipCode: number): void => this.#calls.get(callId)?.refuse(sipCode);
  treat = (callId: TelephonyCallId, farewell: Farewell): void => this.#calls.get(callId)?.treat(farewell);
  say = (callId: TelephonyCallId, ...what: SayWhat): void => this.#calls.get(callId)?.say(...what);
  joinTransfer = (callId: TelephonyCallId): void => this.#calls.get(callId)?.joinTransfer();
  hangUp = (callId: TelephonyCallId): void => this.#calls.get(callId)?.hangUp();
  record = (callId: TelephonyCallId, action: RecordingAction): void => this.#calls.get(callId)?.record(action);
  removeRecording = (name: string): Promise<void> => this.#rest.deleteStoredRecording(name);
  admitGuest = (user: string, forMs: number): Promise<boolean> => this.#guests.admit(user, forMs);

  async readRecording(name: string): Promise<RecordedSound | null> {
    try {
      return await this.#rest.storedRecording(name);
    } catch (error) {
      this.#options.log.warn({ error }, "recording not read");
      throw error;
    }
  }

  isRegistered(user: string): boolean {
    return this.#phones.isRegistered(user);
  }

  onEvent(listener: (event: TelephonyEvent) => void): () => void {
    return this.#teller.onEvent(listener);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#stopNotice();
    this.#stopWriteOff();
    for (const part of [this.#phones, this.#guests, this.#accounts, this.#conferences]) part.dispose();
    await this.#accounts.idle();
    await Promise.all([...this.#calls.values()].map((call) => call.idle()));
    this.#events.close();
  }

  /** The events come: read how things stand, then act on what came meanwhile. */
  async #opened(): Promise<void> {
    this.#early = [];
    try {
      await this.#rest.onlyEvents();
      await this.#rest.subscribe("endpoint:PJSIP");
      await this.#accounts.putAll();
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
    this.#originations.writeOff();
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
    this.#originations.compare(new Map(snapshot.channels.map(({ channel }) => [channel.id, channel.state])));
    const isKnown = (id: string) => this.#callOfChannel.has(id) || this.#originations.has(id);
    const unknown = snapshot.channels.filter(({ channel }) => !isKnown(channel.id));
    const { calls, leftovers, strangers } = findCalls(unknown);
    for (const call of calls) this.#resume(call);
    for (const { id } of leftovers)
      this.#rest.hangUp(id, CAUSE.normal).catch((error: unknown) => {
        this.#options.log.warn({ error }, "a leg of a call before the restart is left over");
      });
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
    const from = identityOf(this.#options.accounts, caller.channel, callerUser);
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
      const ended = recordingEnded(event.recording, event.type === "RecordingFailed");
      if (ended) this.#emit(ended);
      return;
    }
    if (event.type === "PlaybackFinished") {
      const { id, state, target_uri: target } = event.playback;
      if (state === "failed") this.#options.log.warn({}, "announcement not played: are the sounds where the hub says?");
      this.#callOfChannel.get(target.replace(/^channel:/, ""))?.playbackOver(id);
      return;
    }
    if (event.type === "ApplicationReplaced") {
      this.#options.log.warn({}, "another hub took the application over: its name must be this hub's alone");
      return;
    }
    if ("channel" in event) this.#heardOfChannel(event);
  }

  #heardOfChannel(event: ChannelEvent): void {
    const { channel } = event;
    if (this.#originations.has(channel.id)) {
      this.#originations.heard(event);
      return;
    }
    const call = this.#callOfChannel.get(channel.id);
    if (call) tellCall(call, event);
    else if (event.type === "StasisStart" && event.args[0] !== "leg")
      this.#arrived(channel, event.args[1] ?? channel.dialplan.exten);
  }

  #arrived(channel: AriChannel, dialled: string): void {
    const callId = channel.id as TelephonyCallId;
    if (this.#calls.has(callId) || this.#isClosed) return;
    const fromUser = endpointOf(channel.name);
    const from = identityOf(this.#options.accounts, channel, fromUser);
    const caller = { channelId: channel.id, user: fromUser, isHolding: false };
    const call = new AsteriskCall({ callId, caller, from, isUp: channel.state === "Up" }, this.#environment());
    this.#calls.set(callId, call);
    call.arrived();
    this.#options.log.info({ callId }, "call arrived");
    this.#emit({ type: "arrived", callId, fromUser, from, dialled });
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
      sounds: this.#options.sounds ?? "tandem",
      recordedAs: (user) => (isOfTeam(this.#options.accounts, user) ? user : "customer"),
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
    this.#conferences.phoneChanged(user, registered);
    if (registered) return;
    this.#originations.phoneGone(user);
    for (const call of [...this.#calls.values()]) call.phoneGone(user);
  }

  #emit(event: TelephonyEvent): void {
    this.#guests.heard(event);
    this.#teller.tell(event);
  }
}
