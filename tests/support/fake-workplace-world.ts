import { AccountDesk } from "../../src-main/core/accounts/account-desk.ts";
import { HubDesk } from "../../src-main/core/accounts/hub-desk.ts";
import { SetupDesk } from "../../src-main/core/accounts/setup-desk.ts";
import type { CallTrouble } from "../../src-main/core/calls/call-effect.ts";
import { CallLinks } from "../../src-main/core/calls/call-links.ts";
import type { CallOver, TransferTold } from "../../src-main/core/calls/call-service.ts";
import type { Call } from "../../src-main/core/calls/call-state.ts";
import { Listeners } from "../../src-main/core/calls/listeners.ts";
import { HeadsetDesk } from "../../src-main/core/headset/headset-desk.ts";
import { HidHeadsets } from "../../src-main/core/headset/hid-headsets.ts";
import { PhoneLines } from "../../src-main/core/lines/phone-lines.ts";
import { NetworkDesk } from "../../src-main/core/network/network-desk.ts";
import type { SipAccount } from "../../src-main/core/ports/call-signalling.ts";
import { type Media, MediaError } from "../../src-main/core/ports/media.ts";
import type { ReportFiles } from "../../src-main/core/ports/report-files.ts";
import type { SavedFiles } from "../../src-main/core/ports/saved-files.ts";
import { CallQualityDesk } from "../../src-main/core/quality/call-quality-desk.ts";
import { SessionDesk } from "../../src-main/core/session/session-desk.ts";
import type { WorkplaceCalls } from "../../src-main/core/workplace/workplace-parts.ts";
import { createWorkplace } from "../../src-main/core/workplace/workplace-service.ts";
import { countPixels } from "../../src-main/node/pictures/count-pixels.ts";
import type { Customer } from "../../src-shared/events/log-event.ts";
import type { CallId, InteractionId } from "../../src-shared/ids.ts";
import type { EventPayloadOf, RequestInput, RequestOutput } from "../../src-shared/ipc/define-contract.ts";
import type { MediaContract } from "../../src-shared/ipc/media.ts";
import type { TrainingView } from "../../src-shared/ipc/training.ts";
import type { CallView, PhoneState } from "../../src-shared/ipc/workplace.ts";
import { accepted, refused } from "../../src-shared/result.ts";
import { FakeClock } from "./fake-clock.ts";
import { FakeHeadsetGate } from "./fake-headset-gate.ts";
import { FakeHubFiles } from "./fake-hub-files.ts";
import { FakeHubLink } from "./fake-hub-link.ts";
import { FakeLog } from "./fake-log.ts";
import { FakeSignalling } from "./fake-signalling.ts";
import { MemorySearchStore } from "./memory-search-store.ts";
import {
  MemoryAccountStore,
  MemoryDraftStore,
  MemoryHeadsetStore,
  MemoryLineSecrets,
  MemoryMirrorStore,
  MemoryNetworkStore,
  MemoryNotesStore,
  MemoryOutboxStore,
  MemoryOwnFileStore,
  MemoryPreferenceStore,
  MemoryProxySecret,
  MemoryRefusedMessageStore,
  MemorySoundStore,
  MemoryWelcomeStore,
} from "./memory-stores.ts";

/** Calls as a test says they are; commands are noted. */
export class FakeCalls implements WorkplaceCalls {
  list: CallView[] = [];
  /** Calls on a PBX elsewhere. */
  elsewhere: Call[] = [];
  phoneState: PhoneState = { state: "off", sinceMs: 0, retryAtMs: null, failure: null };
  readonly asked: unknown[] = [];
  readonly changed = new Listeners<void>();
  readonly levels = new Listeners<{ callId: CallId; you: number; customer: number }>();
  readonly over = new Listeners<CallOver>();
  readonly survived = new Listeners<{ callId: CallId; interactionId: InteractionId }>();
  readonly transferred = new Listeners<TransferTold>();
  readonly trouble = new Listeners<{ callId: CallId; trouble: CallTrouble }>();

  readonly quality = new CallQualityDesk();

  calls = () => this.list;
  callsElsewhere = () => this.elsewhere;
  phone = () => this.phoneState;
  dial: WorkplaceCalls["dial"] = (target) => {
    this.asked.push({ dial: target });
    return refused("phone-not-ready", "later");
  };
  answer = (callId: CallId) => this.#noted({ answer: callId });
  reject = (callId: CallId) => this.#noted({ reject: callId });
  hangUp = (callId: CallId) => this.#noted({ hangUp: callId });
  setMuted = (callId: CallId, muted: boolean) => this.#noted({ setMuted: callId, muted });
  setHeld = async (callId: CallId, held: boolean) => this.#noted({ setHeld: callId, held });
  sendDtmf = async (callId: CallId, tones: string) => this.#noted({ sendDtmf: callId, tones });
  onChange = (listener: () => void) => this.changed.add(listener);
  onLevels = (listener: (levels: { callId: CallId; you: number; customer: number }) => void) =>
    this.levels.add(listener);
  onCallOver = (listener: (over: CallOver) => void) => this.over.add(listener);
  onTalkSurvived = (listener: (talk: { callId: CallId; interactionId: InteractionId }) => void) =>
    this.survived.add(listener);

  transfer = (callId: CallId, target: string, name: string | null) => this.#noted({ transfer: callId, target, name });
  consult = (callId: CallId, target: string, name: string | null) => {
    this.asked.push({ consult: callId, target, name });
    return refused("phone-not-ready", "later");
  };
  completeTransfer = (callId: CallId) => this.#noted({ completeTransfer: callId });
  takeBack = (callId: CallId) => this.#noted({ takeBack: callId });
  startConference = (callId: CallId) => this.#noted({ startConference: callId });
  tie = (callId: CallId, interactionId: InteractionId, party: Customer) =>
    void this.asked.push({ tie: callId, interactionId, party });
  onTransfer = (listener: (told: TransferTold) => void) => this.transferred.add(listener);

  onTrouble = (listener: (told: { callId: CallId; trouble: CallTrouble }) => void) => this.trouble.add(listener);

  show(...calls: CallView[]): void {
    this.list = calls;
    this.changed.tell();
  }

  #noted(command: unknown) {
    this.asked.push(command);
    return accepted({});
  }
}

/** The media window's voice, and what it was told. */
export class FakeMediaEvents implements Media {
  readonly told: unknown[] = [];
  readonly alive = new Listeners<boolean>();
  readonly #listeners = new Map<string, Set<(payload: never) => void>>();

  on<N extends keyof MediaContract["events"] & string>(
    name: N,
    listener: (payload: EventPayloadOf<MediaContract, N>) => void,
  ): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(name, listeners);
    return () => listeners.delete(listener);
  }

  async ask<N extends keyof MediaContract["requests"] & string>(
    name: N,
    input: RequestInput<MediaContract, N>,
  ): Promise<RequestOutput<MediaContract, N>> {
    this.told.push({ name, input });
    if (name === "media.set-sound") return {} as RequestOutput<MediaContract, N>;
    throw new MediaError("media-gone");
  }

  onAlive(listener: (alive: boolean) => void): () => void {
    return this.alive.add(listener);
  }

  emit<N extends keyof MediaContract["events"] & string>(name: N, payload: EventPayloadOf<MediaContract, N>): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(payload as never);
  }
}

export type World = ReturnType<typeof aWorld>;

/** What outlives a process. */
type Lasting = {
  readonly clock: FakeClock;
  readonly stores: {
    readonly mirror: MemoryMirrorStore;
    readonly search: MemorySearchStore;
    readonly welcome: MemoryWelcomeStore;
    readonly outbox: MemoryOutboxStore;
    readonly preferences: MemoryPreferenceStore;
    readonly sound: MemorySoundStore;
    readonly drafts: MemoryDraftStore;
    readonly refusedMessages: MemoryRefusedMessageStore;
    readonly ownFiles: MemoryOwnFileStore;
    readonly notes: MemoryNotesStore;
  };
};

/** A workplace on fakes; `before` gives the stores and the clock of a process that ended. */
export function aWorld(before?: Lasting) {
  const clock = before?.clock ?? new FakeClock();
  const mirror = new MemoryMirrorStore();
  const stores = before?.stores ?? {
    mirror,
    search: new MemorySearchStore(() => mirror.events),
    welcome: new MemoryWelcomeStore(),
    outbox: new MemoryOutboxStore(),
    preferences: new MemoryPreferenceStore(),
    sound: new MemorySoundStore(),
    drafts: new MemoryDraftStore(),
    refusedMessages: new MemoryRefusedMessageStore(),
    ownFiles: new MemoryOwnFileStore(),
    notes: new MemoryNotesStore(),
  };
  const link = new FakeHubLink();
  const calls = new FakeCalls();
  const media = new FakeMediaEvents();
  const log = new FakeLog();
  const windowLog = new FakeLog();
  const phoneAccounts: SipAccount[] = [];
  const renewals = { count: 0 };
  const quieted = { count: 0 };
  const answerRequests = new Listeners<{ callId: CallId; afterMs: number }>();
  const refusal = { areCallsRefused: false };
  const training = { state: { isAvailable: true, state: "idle" } as TrainingView, changed: new Listeners<void>() };
  const lines = new PhoneLines({ hub: new FakeSignalling(), makePhone: () => new FakeSignalling() });
  const accounts = new AccountDesk({
    lines,
    store: new MemoryAccountStore(),
    secrets: new MemoryLineSecrets(),
    tryAccount: async () => null,
    source: { kind: "microphone" },
    clock,
    log,
  });
  const hubDesk = new HubDesk({
    keep: async () => undefined,
    restart: () => undefined,
    hasCalls: () => false,
    log,
  });
  const sessionDesk = new SessionDesk({
    api: { ask: async () => ({ kind: "failed", failure: "server-unreachable" }) },
    kept: null,
    keep: async () => undefined,
    newToken: () => clock.newId(),
    hide: () => undefined,
    restart: () => undefined,
    retryLink: () => link.retry(),
    hasCalls: () => false,
    clock,
    log,
  });
  const network = new NetworkDesk({
    store: new MemoryNetworkStore(),
    secret: new MemoryProxySecret(),
    readCertificates: () => null,
    bytesOf: () => new Uint8Array(),
    clock,
    log,
  });
  const reports: { name: string; text: string }[] = [];
  const reportFiles: ReportFiles = {
    versions: () => ({ tandem: "0.1.0" }),
    readLog: async () => log.lines.map((line) => JSON.stringify(line)),
    save: async (name, text) => {
      reports.push({ name, text });
      return `/reports/${name}`;
    },
  };
  const hubFiles = new FakeHubFiles();
  const saved: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  const shown: string[] = [];
  const savedFiles: SavedFiles = {
    save: async (name, bytes) => {
      saved.push({ name, bytes });
      return `/downloads/${name}`;
    },
    show: (file) => void shown.push(file),
  };
  const workplace = createWorkplace({
    clock,
    log,
    windowLog,
    link,
    stores,
    calls,
    media,
    headsets: new HeadsetDesk({
      headsets: new HidHeadsets({ media, clock, log }),
      gate: new FakeHeadsetGate(),
      store: new MemoryHeadsetStore(),
      media,
      clock,
      log,
    }),
    startPhone: (account) => phoneAccounts.push(account),
    recorder: { canPauseRecording: () => false, setRecording: async () => false },
    onAnswerRequest: (listener) => answerRequests.add(listener),
    refuseCalls: (areRefused) => {
      refusal.areCallsRefused = areRefused;
    },
    quietPhone: () => {
      quieted.count += 1;
    },
    renewPhone: () => {
      renewals.count += 1;
    },
    training: {
      callMe: () => accepted({}),
      view: () => training.state,
      onChange: (listener) => training.changed.add(listener),
    },
    links: new CallLinks(),
    reportFiles,
    files: { hubFiles, savedFiles, countPixels },
    accounts,
    hubDesk,
    sessionDesk,
    setup: new SetupDesk({
      source: async () => refused("link-not-found"),
      accounts,
      network,
      hub: hubDesk,
      tryHub: async () => null,
      hasCalls: () => false,
      hide: () => undefined,
      log,
    }),
    network,
    hotkeys: { views: () => [], set: () => accepted({ keys: [] }), reset: () => accepted({ keys: [] }) },
    preflight: {
      view: () => null,
      start: () => accepted({}),
      playNotes: async () => undefined,
      sayHeard: () => undefined,
      onChange: () => () => undefined,
    },
    host: { kind: "stand-in", version: "0.1.0", platform: "linux", keyStore: "system" },
  });
  return {
    reports,
    hubFiles,
    saved,
    shown,
    clock,
    stores,
    link,
    calls,
    media,
    log,
    windowLog,
    phoneAccounts,
    renewals,
    quieted,
    refusal,
    answerRequests,
    training,
    workplace,
  };
}
