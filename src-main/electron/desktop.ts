import { randomBytes } from "node:crypto";
import type { HubSessionKept, KeptHub } from "../../src-shared/domain/hub-account.ts";
import { isSetupLink } from "../../src-shared/domain/setup-link.ts";
import type { CallId } from "../../src-shared/ids.ts";
import type { Workplace } from "../../src-shared/ipc/workplace.ts";
import { workplaceContract } from "../../src-shared/ipc/workplace.ts";
import { AccountDesk } from "../core/accounts/account-desk.ts";
import { tryAccount } from "../core/accounts/account-trial.ts";
import { HubDesk } from "../core/accounts/hub-desk.ts";
import { SetupDesk } from "../core/accounts/setup-desk.ts";
import { CallLinks } from "../core/calls/call-links.ts";
import { CallService } from "../core/calls/call-service.ts";
import { Listeners } from "../core/calls/listeners.ts";
import { HeadsetDesk } from "../core/headset/headset-desk.ts";
import { HidHeadsets } from "../core/headset/hid-headsets.ts";
import { HotkeyDesk } from "../core/hotkeys/hotkey-desk.ts";
import { type Serve, serve } from "../core/ipc/serve.ts";
import { PhoneLines } from "../core/lines/phone-lines.ts";
import { NetworkDesk } from "../core/network/network-desk.ts";
import type { CallSignalling, SipAccount } from "../core/ports/call-signalling.ts";
import type { Clock } from "../core/ports/clock.ts";
import type { GlobalKeys } from "../core/ports/global-keys.ts";
import type { HeadsetGate } from "../core/ports/headsets.ts";
import type { HubLink, HubLinkAccount } from "../core/ports/hub-link.ts";
import type { Media } from "../core/ports/media.ts";
import type { ProxySecret } from "../core/ports/network.ts";
import type { Notifier } from "../core/ports/notifier.ts";
import type { ReportFiles } from "../core/ports/report-files.ts";
import type { SavedFiles } from "../core/ports/saved-files.ts";
import type { LineSecrets } from "../core/ports/store.ts";
import { PreflightCheck } from "../core/preflight/preflight-check.ts";
import { SessionDesk } from "../core/session/session-desk.ts";
import { createTrainingCustomer, type TrainingCustomer } from "../core/training/training-customer.ts";
import type { TrainingScript } from "../core/training/training-machine.ts";
import { createWorkplace } from "../core/workplace/workplace-service.ts";
import type { WorkplaceService } from "../core/workplace/workplace-shape.ts";
import type { Cache } from "../node/db/cache.ts";
import { createHubApi } from "../node/hub-link/hub-api.ts";
import { createHubFiles } from "../node/hub-link/hub-files.ts";
import { tryHub } from "../node/hub-link/hub-trial.ts";
import { createSocketHubLink } from "../node/hub-link/socket-hub-link.ts";
import type { LogSink } from "../node/log/log-sink.ts";
import { readCertificates } from "../node/network/read-certificates.ts";
import { createSocketWay, type SocketWay } from "../node/network/socket-way.ts";
import { countPixels } from "../node/pictures/count-pixels.ts";
import { createSetupSource } from "../node/setup/setup-source.ts";
import { createSipPhone } from "../sip/phone.ts";
import { noticeAfterCard, soundAfterCard } from "./card-first.ts";
import type { PhoneElsewhere } from "./phone-elsewhere.ts";

/** The desktop's brain, put together: phone, calls, link, workplace, and the training customer where there is one. */
export type Desktop = {
  readonly workplace: WorkplaceService;
  readonly links: CallLinks;
  readonly setup: SetupDesk;
  readonly hotkeys: HotkeyDesk;
  readonly headsets: HeadsetDesk;
  readonly accounts: AccountDesk;
  readonly serve: Serve;
  readonly training: TrainingCustomer | null;
  /** Media of the operator's and of the training customer's last call. */
  readonly mediaIds: () => { readonly operator: string | null; readonly customer: string | null };
  /** `isHubInside`: it runs on this machine, and no proxy stands between. */
  start(account: HubLinkAccount, training: SipAccount | null, isHubInside: boolean): void;
  /** Another program opened a link: a number to call, or what sets this program up. */
  openLink(link: string): void;
  /** Power came back: what was connected is dead, whether it knows or not. */
  renew(): void;
  /** The network changed: what is connected must show that it lives. */
  prove(hasLostAddress: boolean): void;
  stop(): Promise<void>;
};

export function createDesktop(parts: {
  readonly cache: Cache;
  readonly media: Media;
  readonly headsetGate: HeadsetGate;
  readonly notifier: Notifier;
  readonly keys: GlobalKeys;
  readonly clock: Clock;
  readonly sink: LogSink;
  readonly host: Workplace["host"];
  readonly trainingScript: TrainingScript | null;
  /** What the far side hears of the operator: the microphone, or a tone in a self-test. */
  readonly operatorSource: SipAccount["source"];
  readonly reportFiles: ReportFiles;
  readonly savedFiles: SavedFiles;
  /** The operator's phone is on another PBX than the hub's. */
  readonly phoneElsewhere: PhoneElsewhere | null;
  /** The passwords of the accounts beside the hub's. */
  readonly lineSecrets: LineSecrets;
  readonly proxySecret: ProxySecret;
  /** Null: the hub inside, from the next start on. */
  readonly keepHub: (account: KeptHub | null) => Promise<void>;
  /** The sign-in this desktop was started with; null: it has none. */
  readonly hubSession: HubSessionKept | null;
  /** Ends the program and starts it again. */
  readonly restart: () => void;
  /** What the system says of proxies for an http(s) address, in the words of a PAC script. */
  readonly resolveProxy: (url: string) => Promise<string>;
}): Desktop {
  const { cache, media, clock, sink, trainingScript } = parts;
  const log = sink.named("calls");
  const network = new NetworkDesk({
    store: cache.network,
    secret: parts.proxySecret,
    readCertificates,
    bytesOf: (base64) => Buffer.from(base64, "base64"),
    clock,
    log: sink.named("network"),
  });
  const way = createSocketWay({ now: () => network.now(), resolveProxy: parts.resolveProxy });
  // The hub inside is on this very machine: no proxy stands between.
  let ownHub: string | null = null;
  let hubUrl: string | null = null;
  const wayToHub: SocketWay = (url) => (ownHub !== null && hostOf(url) === ownHub ? {} : way(url));
  const phone = createSipPhone({ media, clock, log: sink.named("phone"), way: wayToHub });
  const { resolveProxy } = parts;
  /** The way to servers, which a trial goes with the authorities it may bring. */
  const wayWith = (authorities: readonly string[]): SocketWay => {
    const now = () => ({ ...network.now(), authorities: [...network.now().authorities, ...authorities] });
    return createSocketWay({ now, resolveProxy });
  };
  const makePhone = (by = way) => createSipPhone({ media, clock, log: sink.named("line-phone"), way: by });
  const lines = new PhoneLines({ hub: phone, makePhone });
  const accounts = new AccountDesk({
    lines,
    store: cache.accounts,
    secrets: parts.lineSecrets,
    tryAccount: (account, authorities) =>
      tryAccount({ makePhone: () => makePhone(wayWith(authorities)), clock }, account),
    source: parts.operatorSource,
    clock,
    log: sink.named("accounts"),
  });
  // Heard before the calls are told of the same event.
  const answerRequests = new Listeners<{ readonly callId: CallId; readonly afterMs: number }>();
  lines.onEvent((event) => {
    if (event.type === "incoming" && event.answerAfterMs !== undefined)
      answerRequests.tell({ callId: event.callId, afterMs: event.answerAfterMs });
  });
  const calls = new CallService({
    signalling: lines,
    media: soundAfterCard(media),
    clock,
    log,
    notifier: noticeAfterCard(parts.notifier),
    homeCountry: () => accounts.homeCountry(),
  });
  const customerPhone = withMediaId(createSipPhone({ media, clock, log: sink.named("training-phone") }));
  const training =
    trainingScript === null
      ? null
      : createTrainingCustomer({
          signalling: customerPhone.phone,
          media,
          clock,
          log: sink.named("training"),
          script: trainingScript,
        });
  let operatorMediaId: string | null = null;
  lines.onEvent((event) => {
    if (event.type === "incoming") operatorMediaId = event.mediaId;
  });
  const mediaIsThere = firstAlive(media);
  let registering: Promise<void> = mediaIsThere;
  const link = createSocketHubLink({ clock, log: sink.named("link"), way: wayToHub });
  network.onChange(() => {
    for (const one of [lines, link]) one.renew();
  });
  doubtTogether(phone, link);
  const links = new CallLinks(() => accounts.homeCountry());
  const hotkeys = new HotkeyDesk({ keys: parts.keys, store: cache.hotkeys, log });
  const preflight = new PreflightCheck({
    clock,
    log: sink.named("preflight"),
    media,
    signalling: lines,
    store: cache.preflight,
  });
  const headsetLog = sink.named("headset");
  const hid = new HidHeadsets({ media, clock, log: headsetLog });
  const headsets = new HeadsetDesk({
    headsets: hid,
    gate: parts.headsetGate,
    store: cache.headsets,
    media,
    clock,
    log: headsetLog,
  });
  const hasCalls = () => calls.calls().some(({ phase }) => phase !== "ended");
  const sessionDesk = new SessionDesk({
    api: createHubApi({ way, clock }),
    kept: parts.hubSession,
    keep: parts.keepHub,
    newToken: () => randomBytes(32).toString("base64url"),
    hide: (secret) => sink.hide(secret),
    restart: parts.restart,
    retryLink: () => link.retry(),
    hasCalls,
    clock,
    log: sink.named("session"),
  });
  const hubDesk = new HubDesk({
    keep: async (account) => {
      if (account === null) await sessionDesk.leave();
      await parts.keepHub(account);
    },
    restart: parts.restart,
    hasCalls,
    log: sink.named("hub-account"),
  });
  const setup = new SetupDesk({
    source: createSetupSource({ way, clock }),
    accounts,
    network,
    hub: hubDesk,
    tryHub: (account, authorities) => tryHub({ clock, way: wayWith(authorities) }, account),
    hasCalls,
    hide: (secret) => sink.hide(secret),
    log: sink.named("setup"),
  });
  const workplace = createWorkplace({
    clock,
    log: sink.named("workplace"),
    windowLog: sink.named("window"),
    link,
    stores: cache,
    headsets,
    calls,
    // A phone that rings before it can make a sound would lose its first call.
    startPhone: (account) => {
      registering = registering
        .then(() => phone.stop())
        .then(() => {
          const isElsewhere = parts.phoneElsewhere !== null;
          phone.start({ ...account, ...parts.phoneElsewhere, isElsewhere, source: parts.operatorSource });
        })
        // An account no phone can be made of: the window says that the phone is off, and the next account is tried.
        .catch((error: unknown) => log.error({ error }, "phone not started"));
    },
    renewPhone: () => phone.renew(),
    recorder: lines,
    onAnswerRequest: (listener) => answerRequests.add(listener),
    refuseCalls: (areRefused) => lines.refuseCalls(areRefused),
    quietPhone: () => {
      registering = registering
        .then(() => phone.stop())
        .catch((error: unknown) => log.error({ error }, "phone not stopped"));
    },
    media,
    training,
    links,
    reportFiles: parts.reportFiles,
    files: {
      hubFiles: createHubFiles({ way: wayToHub, clock, hubUrl: () => hubUrl, log: sink.named("files") }),
      savedFiles: parts.savedFiles,
      countPixels,
    },
    accounts,
    network,
    hubDesk,
    sessionDesk,
    setup,
    hotkeys,
    preflight,
    host: parts.host,
  });
  headsets.join(workplace);
  return {
    workplace,
    links,
    setup,
    hotkeys,
    headsets,
    accounts,
    serve: serve(workplaceContract, workplace.handlers, sink.named("ipc")),
    training,
    mediaIds: () => ({ operator: operatorMediaId, customer: customerPhone.mediaId() }),
    start(account, trainingAccount, isHubInside) {
      ownHub = isHubInside ? hostOf(account.url) : null;
      hubUrl = account.url;
      const { session } = sessionDesk;
      workplace.start(session === null ? account : { ...account, session });
      void mediaIsThere.then(() => accounts.start());
      if (trainingAccount !== null) void mediaIsThere.then(() => training?.start(trainingAccount));
    },
    openLink(link) {
      if (isSetupLink(link)) setup.offer(link);
      else links.open(link);
    },
    renew() {
      for (const one of [lines, customerPhone.phone, link]) one.renew();
    },
    prove(hasLostAddress) {
      for (const one of [lines, customerPhone.phone, link]) one.prove();
      if (hasLostAddress) calls.handleMove();
    },
    async stop() {
      await training?.stop();
      await lines.stop();
      await workplace.stop();
      sessionDesk.dispose();
      headsets.dispose();
      hid.dispose();
      calls.dispose();
    },
  };
}

/** Host and port, whatever the scheme. */
function hostOf(url: string): string {
  return new URL(url).host;
}

/** Remembers which media the last dialled call of a phone has. */
function withMediaId(phone: CallSignalling): { readonly phone: CallSignalling; readonly mediaId: () => string | null } {
  let mediaId: string | null = null;
  return {
    mediaId: () => mediaId,
    phone: {
      start: (account) => phone.start(account),
      stop: () => phone.stop(),
      renew: () => phone.renew(),
      prove: () => phone.prove(),
      dial: (callId, target) => {
        const dialled = phone.dial(callId, target);
        mediaId = dialled.mediaId;
        return dialled;
      },
      callEcho: (callId) => phone.callEcho(callId),
      accept: (callId) => phone.accept(callId),
      reject: (callId, sipCode) => phone.reject(callId, sipCode),
      refuseCalls: (areRefused) => phone.refuseCalls(areRefused),
      hangUp: (callId) => phone.hangUp(callId),
      setHeld: (callId, held) => phone.setHeld(callId, held),
      sendDtmf: (callId, tones) => phone.sendDtmf(callId, tones),
      canPauseRecording: (callId) => phone.canPauseRecording(callId),
      setRecording: (callId, isOn) => phone.setRecording(callId, isOn),
      renewMedia: (callId) => phone.renewMedia(callId),
      repairMedia: (callId, step) => phone.repairMedia(callId, step),
      refer: (callId, target) => phone.refer(callId, target),
      referInto: (callId, consultId) => phone.referInto(callId, consultId),
      probe: (callId) => phone.probe(callId),
      onEvent: (listener) => phone.onEvent(listener),
    },
  };
}

/** Phone and link go the same way to the same host: what one of them finds out, the other need not wait for. */
function doubtTogether(phone: CallSignalling, link: HubLink): void {
  let wasReady = false;
  phone.onEvent((event) => {
    if (event.type !== "phone-changed") return;
    const { state, failure } = event.phone;
    if (wasReady && failure === "flow-dead") link.renew();
    else if (wasReady !== (state === "ready")) link.prove();
    wasReady = state === "ready";
  });
  let wasOnline = false;
  link.onEvent((event) => {
    if (event.type !== "link-changed") return;
    const isOnline = event.link.state === "online";
    if (wasOnline !== isOnline) phone.prove();
    wasOnline = isOnline;
  });
}

function firstAlive(media: Media): Promise<void> {
  return new Promise((resolve) => {
    const stop = media.onAlive((isAlive) => {
      if (!isAlive) return;
      stop();
      resolve();
    });
  });
}
