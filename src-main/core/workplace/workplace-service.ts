import { assertNever } from "../../../src-shared/assert-never.ts";
import type { CallId, InteractionId } from "../../../src-shared/ids.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { LinkState, Workplace, WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import type { LinesShown } from "../accounts/account-desk.ts";
import { Listeners } from "../calls/listeners.ts";
import { ConversationDesk } from "../conversations/conversation-desk.ts";
import { Mirror, type MirrorChange } from "../mirror/mirror.ts";
import { Outbox } from "../outbox/outbox.ts";
import type { HubLinkAccount, HubLinkEvent } from "../ports/hub-link.ts";
import type { MeasuredWindow } from "../quality/call-quality-desk.ts";
import { ReplyDesk } from "../replies/reply-desk.ts";
import { ScriptDesk } from "../scripts/script-desk.ts";
import { SoundDesk } from "../sound/sound-desk.ts";
import { breakBlock } from "../wrap-up/told-refusals.ts";
import { WrapUpDesk } from "../wrap-up/wrap-up-desk.ts";
import { ChosenStatusTracker } from "./chosen-status.ts";
import { HandOverDesk } from "./hand-over-desk.ts";
import { HubKnowledge } from "./hub-knowledge.ts";
import { HubPhone } from "./hub-phone.ts";
import { callView, colleagueStates, isSeatElsewhere, isSignedOut, statusView } from "./hub-views.ts";
import { MediaStateTracker } from "./media-state.ts";
import { OperatorDesk } from "./operator-desk.ts";
import { type OwnContacts, ownContacts } from "./own-contacts.ts";
import { ReportedCalls } from "./reported-calls.ts";
import { TalkReports } from "./talk-reports.ts";
import { WaitingDesk } from "./waiting-desk.ts";
import { type Painted, workplaceHandlers } from "./workplace-handlers.ts";
import { NO_TRAINING, type WorkplaceParts } from "./workplace-parts.ts";
import type { CallTransferred, CallTroubled, Levels, WorkplaceService } from "./workplace-shape.ts";
import { type WorkplaceChange, type WorkplaceFacts, WorkplaceState } from "./workplace-state.ts";

/** How often the time of the last word from the hub is written down while all is well. */
const NOTE_HEARD_EVERY_MS = 5000;

export function createWorkplace(parts: WorkplaceParts): WorkplaceService {
  return new Service(parts);
}

class Service implements WorkplaceService {
  readonly handlers: Handlers<WorkplaceContract>;
  readonly sound: SoundDesk;
  readonly news: OperatorDesk;
  readonly #parts: WorkplaceParts;
  readonly #mirror: Mirror;
  readonly #outbox: Outbox;
  readonly #hub: HubKnowledge;
  readonly #chosen: ChosenStatusTracker;
  readonly #reports: TalkReports;
  readonly #reportedCalls: ReportedCalls;
  readonly #media: MediaStateTracker;
  readonly #state: WorkplaceState;
  readonly #levelled = new Listeners<Levels>();
  readonly #historyChanged = new Listeners<void>();
  readonly #troubled = new Listeners<CallTroubled>();
  readonly #painted = new Listeners<Painted>();
  readonly #wrapUps: WrapUpDesk;
  readonly #waiting: WaitingDesk;
  readonly conversations: ConversationDesk;
  readonly replies: ReplyDesk;
  readonly scripts: ScriptDesk;
  readonly #handOver: HandOverDesk;
  readonly #ownContacts: OwnContacts;
  readonly #stops: (() => void)[] = [];
  readonly #madeAtMs: number;
  #account: HubLinkAccount | null = null;
  readonly #phone: HubPhone;
  #isHistoryScheduled = false;

  constructor(parts: WorkplaceParts) {
    const { clock, log, link, stores, media } = parts;
    this.#parts = parts;
    this.#madeAtMs = clock.nowMs();
    this.#mirror = new Mirror({ store: stores.mirror, link, clock, log });
    this.#outbox = new Outbox({ store: stores.outbox, link, clock, log });
    this.#hub = new HubKnowledge(stores.welcome, clock, log);
    this.#phone = new HubPhone(parts);
    this.#chosen = new ChosenStatusTracker(this.#outbox);
    this.#reports = new TalkReports(this.#outbox, this.#hub.toHub);
    this.#reportedCalls = new ReportedCalls({ outbox: this.#outbox, clock, toHub: this.#hub.toHub });
    this.#media = new MediaStateTracker(media, (state) => this.#state.set({ media: state }));
    this.sound = new SoundDesk({ ...parts, store: stores.sound, onChange: (sound) => this.#state.set({ sound }) });
    this.news = new OperatorDesk({
      ...{ parts, hub: this.#hub },
      facts: () => this.#state.facts,
      show: (facts) => this.#state.set(facts),
    });
    const isOnline = () => this.#isOnline();
    this.#wrapUps = new WrapUpDesk({
      ...{ mirror: stores.mirror, outbox: this.#outbox, hub: this.#hub, isOnline },
    });
    this.#waiting = new WaitingDesk({ mirror: stores.mirror, outbox: this.#outbox, hub: this.#hub, clock, isOnline });
    this.conversations = new ConversationDesk({
      ...stores,
      ...parts.files,
      ...{ outbox: this.#outbox, hub: this.#hub, clock, link, log, isOnline },
      show: () => this.#state.set({ conversations: this.conversations.view() }),
    });
    const desk = { store: stores.mirror, mirror: this.#mirror, outbox: this.#outbox, hub: this.#hub, log };
    this.replies = new ReplyDesk(desk);
    const [{ recording }, { outcomes }] = [this.news, this.#wrapUps];
    this.scripts = new ScriptDesk({ ...desk, clock, link, outcomes, recording });
    const scriptOf = (id: InteractionId) => this.scripts.placeOf(id);
    this.#handOver = new HandOverDesk({ clock, link, calls: () => parts.calls.calls(), scriptOf });
    this.#ownContacts = ownContacts(parts, this.#hub);
    this.#state = new WorkplaceState(this.#firstFacts());
    this.handlers = workplaceHandlers({
      parts,
      outbox: this.#outbox,
      hub: this.#hub,
      chosen: this.#chosen,
      state: this.#state,
      sound: this.sound,
      desk: this.news,
      wrapUps: this.#wrapUps,
      waiting: this.#waiting,
      conversations: this.conversations,
      replies: this.replies,
      scripts: this.scripts,
      handOver: this.#handOver,
      painted: (painted) => this.#painted.tell(painted),
    });
    this.#listen();
    this.news.handleStatus(this.#state.facts.status);
    this.#stops.push(
      this.#state.onChange(({ status }) => status && this.news.handleStatus(status)),
      ...this.news.listen(),
      ...this.replies.listen(),
      ...this.scripts.listen(),
    );
  }

  start(account: HubLinkAccount): void {
    this.#account = account;
    this.#outbox.setLogin(account.login);
    this.#hub.recall(account);
    this.#reportedCalls.resume();
    this.#showHub();
    this.#setLink({ dataAtMs: this.#hub.heardAtMs });
    this.#parts.link.start(account, () => this.#mirror.position());
  }

  async stop(): Promise<void> {
    this.#reportedCalls.flush();
    await this.#parts.link.stop();
    this.#outbox.setOnline(false);
    this.#mirror.handleOffline();
    this.#media.dispose();
    this.sound.dispose();
    for (const stop of this.#stops.splice(0)) stop();
  }

  get(): Workplace {
    return this.#state.get();
  }

  onChanged(listener: (change: WorkplaceChange) => void): () => void {
    return this.#state.onChange(listener);
  }

  onLevelled(listener: (levels: Levels) => void): () => void {
    return this.#levelled.add(listener);
  }

  onMeasured(listener: (measured: MeasuredWindow) => void): () => void {
    return this.#parts.calls.quality.onMeasured(listener);
  }

  onHistoryChanged(listener: () => void): () => void {
    return this.#historyChanged.add(listener);
  }

  onTroubled(listener: (told: CallTroubled) => void): () => void {
    return this.#troubled.add(listener);
  }

  onTransferred(listener: (told: CallTransferred) => void): () => void {
    return this.#parts.calls.onTransfer(listener);
  }

  onPainted(listener: (painted: Painted) => void): () => void {
    return this.#painted.add(listener);
  }

  #firstFacts(): WorkplaceFacts {
    const { calls, stores, training, host } = this.#parts;
    return {
      ...this.#hub.facts(),
      status: this.#statusView(),
      breakBlock: null,
      wrapUps: [],
      phone: calls.phone(),
      ...this.#lines(),
      network: this.#parts.network.view(),
      session: this.#parts.sessionDesk.view(),
      link: { state: "offline", sinceMs: this.#madeAtMs, dataAtMs: null, refusal: null },
      media: this.#media.state(),
      calls: [...calls.calls()],
      waiting: [],
      ...this.news.view(),
      colleagueStates: [],
      training: training?.view() ?? NO_TRAINING,
      preflight: this.#parts.preflight.view(),
      preferences: stores.preferences.read(),
      sound: this.sound.view(),
      headsets: this.#parts.headsets.view(),
      host,
    };
  }

  #listen(): void {
    const { link, calls, training, preflight, accounts, network, headsets, sessionDesk } = this.#parts;
    this.#stops.push(
      link.onEvent((event) => this.#handleLink(event)),
      this.#mirror.onChange((change) => this.#handleMirror(change)),
      this.#outbox.onAnswer((answer) => this.#chosen.handleAnswer(answer, this.#mirror.position().lastSeq)),
      this.#outbox.onAnswer((answer) => this.conversations.handleAnswer(answer)),
      this.#outbox.onAnswer((answer) => this.news.handleAnswer(answer)),
      this.#outbox.onChange(() => {
        const [waiting, conversations] = [this.#waiting.view(), this.conversations.view()];
        this.#state.set({ status: this.#statusView(), wrapUps: this.#wrapUps.view(), waiting, conversations });
      }),
      calls.quality.onChange(() => this.#state.set({ calls: this.#callViews() })),
      calls.onChange(() => {
        this.#state.set({ calls: this.#callViews(), phone: calls.phone(), ...this.#lines() });
        this.#phone.quietWhenDone(this.#state.facts.link);
        this.#reportedCalls.handleCalls(calls.callsElsewhere());
      }),
      calls.onLevels((levels) => this.#levelled.tell(levels)),
      calls.onTrouble(({ callId, trouble }) => {
        if (trouble === "held-locally" || trouble === "dialog-gone") this.#troubled.tell({ callId, trouble });
      }),
      calls.onTalkSurvived(({ callId, interactionId }) => {
        if (!this.#isElsewhere(callId)) this.#reports.handleSurvived(interactionId);
      }),
      calls.onCallOver((over) => {
        this.#reportedCalls.handleOver(over);
        this.#reports.handleOver(over, this.#isOnline(), this.#parts.clock.nowMs());
      }),
      this.#state.onChange(() => this.sound.follow(this.#state.facts)),
      accounts.onChange(() => this.#state.set(this.#lines())),
      network.onChange(() => this.#state.set({ network: network.view() })),
      sessionDesk.onChange(() => this.#state.set({ session: sessionDesk.view() })),
      headsets.onChange((view) => this.#state.set({ headsets: view })),
      preflight.onChange(() => this.#state.set({ preflight: preflight.view() })),
    );
    if (training) this.#stops.push(training.onChange(() => this.#state.set({ training: training.view() })));
  }

  #handleLink(event: HubLinkEvent): void {
    switch (event.type) {
      case "welcome":
        this.#hub.handleWelcome(event.welcome);
        this.#mirror.handleWelcome(event.welcome);
        this.#noteCaughtUp();
        this.#showHub();
        this.#startPhone(true);
        this.#reportTalks();
        this.conversations.handleWelcome();
        this.scripts.handleWelcome();
        return;
      case "team-changed":
        this.#hub.handleTeam(event.team);
        this.#showHub();
        return;
      case "word":
        this.conversations.handleWord(event.word);
        if (this.#handOver.handleWord(event.word)) this.#state.set({ calls: this.#callViews() });
        return;
      case "frame":
        this.#mirror.handleFrame(event.frame);
        return;
      case "link-changed":
        this.#handleLinkChange(event.link);
        return;
      default:
        assertNever(event);
    }
  }

  #handleLinkChange(link: Omit<LinkState, "dataAtMs">): void {
    const wasOnline = this.#isOnline();
    const isOnline = link.state === "online";
    if (wasOnline && !isOnline) {
      this.#mirror.handleOffline();
      // A mirror that was still catching up is as old as before.
      if (this.#isCaughtUp()) this.#hub.noteHeard(link.sinceMs);
      this.#reports.handleOffline(link.sinceMs);
    }
    this.#state.set({ link: { ...link, dataAtMs: this.#hub.heardAtMs } });
    this.#state.set({ waiting: this.#waiting.view() });
    this.#outbox.setOnline(isOnline);
    // Without the hub the phone works by what was kept; but never before it is known that the seat is this person's.
    const isBarred = isSeatElsewhere(link) || isSignedOut(link);
    if (link.state === "offline" || (link.state === "refused" && !isBarred)) this.#startPhone(false);
    this.#phone.quietWhenDone(this.#state.facts.link);
  }

  #handleMirror({ wasReset, events, lastSeq }: MirrorChange): void {
    this.#chosen.handleMirror(lastSeq);
    this.#noteCaughtUp();
    this.news.callLog.handleMirror(wasReset, events);
    this.#ownContacts.follow(events);
    this.#showMirror();
    this.conversations.handleEvents(events);
    if (wasReset || events.some(({ type }) => /^(?:interaction|call|customer)\./.test(type))) this.#announceHistory();
  }

  /** The mirror holds all that the hub had at the welcome: what is shown is true from now on. */
  #noteCaughtUp(): void {
    if (!this.#isCaughtUp()) return;
    const nowMs = this.#parts.clock.nowMs();
    if (nowMs - (this.#hub.heardAtMs ?? 0) < NOTE_HEARD_EVERY_MS) return;
    this.#hub.noteHeard(nowMs);
    this.#setLink({ dataAtMs: nowMs });
  }

  #isCaughtUp(): boolean {
    return this.#mirror.position().lastSeq >= this.#hub.headSeq;
  }

  #isOnline(): boolean {
    return this.#state.facts.link.state === "online";
  }

  #setLink(change: Partial<LinkState>): void {
    this.#state.set({ link: { ...this.#state.facts.link, ...change } });
  }

  #startPhone(isLetIn: boolean): void {
    this.#phone.start(this.#account && this.#hub.sipAccount(this.#account), isLetIn);
  }

  /** A hub that was restarted has forgotten the talks; one that was not takes no harm. */
  #reportTalks(): void {
    for (const { callId, phase, interactionId } of this.#parts.calls.calls())
      if (phase === "talking" && interactionId && !this.#isElsewhere(callId))
        this.#reports.handleSurvived(interactionId);
    this.#reportedCalls.handleWelcome();
  }

  #isElsewhere(callId: CallId): boolean {
    return this.#parts.calls.callsElsewhere().some((call) => call.callId === callId);
  }

  #showHub(): void {
    this.#state.set({ ...this.#hub.facts(), ...this.#lines() });
    this.#showMirror();
    this.news.show();
  }

  #showMirror(): void {
    const [{ mirror }, { colleagues }] = [this.#parts.stores, this.#hub.facts()];
    this.#state.set({
      waiting: this.#waiting.view(),
      conversations: this.conversations.view(),
      status: this.#statusView(),
      breakBlock: breakBlock(this.#hub, mirror.operatorStates()),
      wrapUps: this.#wrapUps.view(),
      calls: this.#callViews(),
      colleagueStates: colleagueStates(colleagues, mirror.operatorStates(), mirror.talks(), this.#hub.toLocal),
    });
  }

  #lines(): LinesShown {
    const { accounts, calls } = this.#parts;
    const user = this.#hub.facts().operator?.extension ?? "";
    return accounts.view({ user, server: this.#account?.shownUrl ?? "", phone: calls.phone() });
  }

  #statusView(): Workplace["status"] {
    const { self, toLocal } = this.#hub;
    const own = this.#parts.stores.mirror.operatorStates().find((state) => state.operatorId === self);
    const pending = { now: this.#chosen.pending(), next: this.#chosen.pendingNext() };
    return statusView(own, pending, this.#madeAtMs, toLocal);
  }

  #callViews(): Workplace["calls"] {
    const { calls, stores } = this.#parts;
    const { self, queueName, toLocal } = this.#hub;
    return calls.calls().map((known) => {
      const call = { ...known, quality: calls.quality.live(known.callId) };
      const interaction = call.interactionId ? stores.mirror.interaction(call.interactionId) : null;
      const handOver = this.#handOver.cardOf(call.interactionId, interaction, self);
      return callView(call, interaction, self, queueName, toLocal, handOver);
    });
  }

  #announceHistory(): void {
    if (this.#isHistoryScheduled) return;
    this.#isHistoryScheduled = true;
    queueMicrotask(() => {
      this.#isHistoryScheduled = false;
      this.news.show();
      this.#historyChanged.tell();
    });
  }
}
