import type { CallBackOrder } from "../../src-shared/domain/callback/call-back-order.ts";
import { CALL_BACK_RULE } from "../../src-shared/domain/callback/call-back-rule.ts";
import type { ChannelKind } from "../../src-shared/domain/channel.ts";
import type { Decisions } from "../../src-shared/domain/distribution/distribution-input.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import type { OperatorPresence } from "../../src-shared/domain/operator-presence.ts";
import type { LogEvent, NewEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId, OperatorId } from "../../src-shared/ids.ts";
import type { LinkCommand, LinkReply } from "../../src-shared/link/link-contract.ts";
import type { LinkQuery, QueryReply } from "../../src-shared/link/link-queries.ts";
import { accepted, type Result } from "../../src-shared/result.ts";
import { readCredentials } from "../accounts/credential-store.ts";
import { readTeam } from "../accounts/team-store.ts";
import { CallBackDesk } from "../callbacks/call-back-desk.ts";
import { readOpenCallBacks } from "../callbacks/call-back-store.ts";
import type { TextChannel } from "../channels/channel.ts";
import type { AlongsideWrite } from "../log/append-group.ts";
import { readHead } from "../log/event-store.ts";
import { SerialQueue } from "../log/serial-queue.ts";
import { familiarOf } from "../queue/familiar.ts";
import { QueueDesk } from "../queue/queue-desk.ts";
import { readCustomerRouting } from "../queue/routing-store.ts";
import type { TelephonyEvent } from "../telephony/telephony.ts";
import type { ConversationReader } from "../text/conversation-reader.ts";
import type { FileDesk } from "../text/file-desk.ts";
import { TextDesk } from "../text/text-desk.ts";
import { bindingOf, type ChannelBinding, type TextNeeds } from "../text/text-needs.ts";
import { Administration } from "./administration.ts";
import { brokenInvariants } from "./broken-invariants.ts";
import { CallBook } from "./call-book.ts";
import { CallFlow } from "./call-flow.ts";
import type { ShowFirst } from "./call-ringer.ts";
import { Commands } from "./commands.ts";
import { dispatch } from "./contact-dispatch.ts";
import { HandOverCards } from "./hand-over-cards.ts";
import { Heartbeat, readLastSignOfLife } from "./heartbeat.ts";
import type { HubServiceNeeds, TeamChange } from "./hub-service-needs.ts";
import { Journal } from "./journal.ts";
import { openRoster } from "./open-roster.ts";
import { PresenceDesk } from "./presence-desk.ts";
import { Queries } from "./queries.ts";
import { Recovery } from "./recovery.ts";
import { ReportedCalls } from "./reported-calls.ts";
import { bookResumedTalks, bookResumedWaits, talkerOf } from "./resumed-calls.ts";
import type { Roster } from "./roster.ts";
import { Timers } from "./timers.ts";
import { WrapUps } from "./wrap-ups.ts";

/** RFC 3261 §21.5.4. */
const SIP_UNAVAILABLE = 503;

/** A desktop whose link is back sooner keeps what rings there; after it an offer goes on, well within a second. */
const STRAND_AFTER_MS = 500;

/**
 * The hub's brain. Everything that happens (an event of the exchange, a command, a timer) is one job, and jobs run one
 * after another, so no decision is made on a state that another is just changing.
 */
export class HubService {
  readonly #needs: HubServiceNeeds;
  readonly #jobs = new SerialQueue();
  readonly #book = new CallBook();
  readonly #journal: Journal;
  readonly #roster: Roster;
  readonly #queueDesk: QueueDesk;
  readonly #presenceDesk: PresenceDesk;
  readonly #wrapUps: WrapUps;
  readonly #recovery: Recovery;
  readonly #reportedCalls: ReportedCalls;
  readonly #heartbeat: Heartbeat;
  readonly #callFlow: CallFlow;
  readonly #commands: Commands;
  readonly #goneTimers: Timers<OperatorId>;
  readonly #text: TextDesk;
  readonly #bindings: ChannelBinding[];
  readonly #queries: Queries;
  /** For those who look after the hub. */
  readonly administration: Administration;
  /** Orders of call-backs. */
  readonly callBacks: CallBackDesk;
  #tell: TextNeeds["tell"] = () => undefined;
  #showFirst: ShowFirst = async () => undefined;
  #stopListening: (() => void) | null = null;
  #isDraining = false;
  #isStopped = false;

  private constructor(
    needs: HubServiceNeeds,
    { roster, aliveAtMs, orders }: { roster: Roster; aliveAtMs: number; orders: readonly CallBackOrder[] },
  ) {
    const { db, log, directory, clock } = needs;
    this.#needs = needs;
    this.#bindings = [...(needs.channels ?? [])];
    this.#roster = roster;
    this.#goneTimers = new Timers(clock);
    this.#journal = new Journal(log);
    const reopeningOf = ({ channel, dialled: account }: Interaction) =>
      bindingOf(this.#bindings, { channel, account })?.settings.reopening ?? null;
    this.#queueDesk = new QueueDesk({
      team: directory.team,
      clock,
      standing: (operatorId) => roster.standing(operatorId),
      interaction: (interactionId) => log.interaction(interactionId),
      familiar: (interaction, rule) => familiarOf({ db, clock, reopeningOf }, interaction, rule),
      routing: async (contact) =>
        this.callBacks.routingOf(contact, await readCustomerRouting(db, contact.customer.address)),
      wake: () => this.#run(async () => this.#carryOut(this.#queueDesk.timePassed())),
    });
    this.#presenceDesk = new PresenceDesk(directory, roster, clock, (operatorId) =>
      this.#run(() => this.#leaveGone(operatorId)),
    );
    this.#wrapUps = new WrapUps({ directory, log, clock, roster }, (due) => this.#run(() => this.#write(due())));
    const whenOver = (id: InteractionId) => this.#endResumed(id);
    const isCarried = (id: InteractionId) => this.#book.ofInteraction(id) !== undefined;
    const whoTalks = (id: InteractionId) => talkerOf(directory, this.#book.ofInteraction(id));
    const resumedTalks = { whenOver, isCarried, whoTalks };
    this.#recovery = new Recovery({ log, clock, wrapUps: this.#wrapUps, aliveAtMs, ...resumedTalks }, (id) =>
      this.#run(() => this.#write(this.#recovery.giveUp(id))),
    );
    const whenSilent = (id: InteractionId) => this.#run(() => this.#write(this.#reportedCalls.giveUp(id)));
    this.#reportedCalls = new ReportedCalls({ log, db, clock, aliveAtMs, whenSilent });
    this.#heartbeat = new Heartbeat(db, log, clock, () => this.#run(() => this.#heartbeat.beat()));
    const [journal, book, presenceDesk] = [this.#journal, this.#book, this.#presenceDesk];
    const [wrapUps, recovery, reportedCalls] = [this.#wrapUps, this.#recovery, this.#reportedCalls];
    this.#text = new TextDesk(
      {
        ...{ db, clock, directory, journal, roster, presenceDesk, wrapUps },
        bindings: this.#bindings,
        run: (job) => this.#jobs.run(job),
        tell: (operatorId, word) => this.#tell(operatorId, word),
        onFault: needs.onFault,
      },
      needs.files ?? null,
    );
    const text = this.#text;
    this.administration = new Administration({
      ...{ ...needs, journal, book, presenceDesk },
      run: (job) => this.#jobs.run(job),
    });
    this.#queries = new Queries(needs, text, this.administration);
    const run = (job: () => Promise<void>) => this.#run(job);
    const ofOrders = { journal, calls: book, presenceDesk, rule: CALL_BACK_RULE, run };
    this.callBacks = new CallBackDesk({ ...needs, ...ofOrders }, orders);
    const cards = new HandOverCards();
    const showFirst: ShowFirst = (operatorId, word) => this.#showFirst(operatorId, word);
    const desks = { journal, book, roster, presenceDesk, wrapUps, recovery, cards, showFirst };
    const placeOf = (id: InteractionId) => this.#queueDesk.placeOf(id);
    const ofQueues = { callBackOrders: this.callBacks.orders, placeOf, run };
    this.#callFlow = new CallFlow({ ...needs, ...desks, ...ofQueues, siteCalls: needs.siteCalls ?? null });
    this.#commands = new Commands({
      cards,
      ...{ db, directory, clock, journal, book, text, presenceDesk, wrapUps, recovery, reportedCalls },
      administration: this.administration,
      roster,
      holds: (interactionId) => this.#queueDesk.holds(interactionId),
      telephony: needs.telephony,
      callBacks: this.callBacks.orders,
    });
    this.#journal.addFollower(async (events) => this.callBacks.track(events));
    this.#journal.addFollower((events) => this.#follow(events));
    this.#journal.addFollower((events) => this.#text.follow(events));
    this.#journal.addFollower((events) => this.callBacks.follow(events));
  }

  /** Takes over what a hub before left open, and starts to serve. */
  static async start(needs: HubServiceNeeds): Promise<HubService> {
    const { db } = needs;
    const aliveAtMs = await readLastSignOfLife(db, (await readHead(db))?.atMs ?? null);
    const roster = await openRoster(needs);
    const service = new HubService(needs, { roster, aliveAtMs, orders: await readOpenCallBacks(db) });
    await service.#jobs.run(() => service.#takeOver());
    service.#stopListening = needs.telephony.onEvent((event) => service.#run(() => service.#heard(event)));
    return service;
  }

  /** From here on new calls are refused (503: try elsewhere or later); those there are go on. */
  drain(): void {
    this.#isDraining = true;
    this.#text.drain();
  }

  /** How many calls the exchange carries or keeps waiting now. */
  get carriedCalls(): number {
    return this.#book.all().length;
  }

  /** An operator's desktop is linked, and can show these kinds of contacts. */
  desktopLinked(operatorId: OperatorId, shows: readonly ChannelKind[] = ["voice"]): void {
    this.#run(async () => {
      this.#goneTimers.clear(operatorId);
      if (this.#roster.desktopShows(operatorId, shows))
        await this.#carryOut(await this.#queueDesk.follow([], [operatorId]));
      this.#recovery.awaitReports(operatorId);
      this.#reportedCalls.desktopLinked(operatorId);
      return this.#write(this.#presenceDesk.happened(operatorId, { type: "desktop-changed", isLinked: true }));
    });
  }

  /** An operator's desktop is gone. */
  desktopGone(operatorId: OperatorId): void {
    this.#run(() => {
      this.#reportedCalls.desktopGone(operatorId);
      this.#goneTimers.set(operatorId, STRAND_AFTER_MS, () => this.#run(() => this.#callFlow.strand(operatorId)));
      return this.#write(this.#presenceDesk.happened(operatorId, { type: "desktop-changed", isLinked: false }));
    });
  }

  /** Executes a command once, however often it is asked for. */
  async execute(operatorId: OperatorId, command: LinkCommand): Promise<LinkReply> {
    if (command.name === "customer.erase") await this.#commands.prepare(operatorId, command);
    return this.#jobs.run(() => this.#commands.execute(operatorId, command));
  }

  /** Answers what a desktop asks without changing the log. */
  query(operatorId: OperatorId, query: LinkQuery): Promise<QueryReply> {
    return this.#queries.answer(operatorId, query);
  }

  /** Where words go that are kept nowhere. */
  onEphemeral(tell: TextNeeds["tell"]): void {
    this.#tell = tell;
  }

  /** Who makes sure that a card is at a desktop before its phone rings. */
  onShowFirst(showFirst: ShowFirst): void {
    this.#showFirst = showFirst;
  }

  /** Text channels begin to tell; after everything else runs. */
  startChannels(): Promise<void> {
    return this.#text.start();
  }

  /** Text channels tell no more, and are asked nothing more. */
  stopChannels(): Promise<void> {
    return this.#text.stopChannels();
  }

  /** A text channel that comes while the hub runs. */
  async serveChannel(binding: ChannelBinding): Promise<void> {
    this.#bindings.push(binding);
    await this.#text.serve(binding);
  }

  /** A text channel this hub serves. */
  textChannel(of: { readonly channel: string; readonly account: string }): TextChannel | undefined {
    return bindingOf(this.#bindings, of)?.channel;
  }

  /** What is on its way to channels: messages that wait, and tries that had to be made again. */
  get outbound(): { readonly waiting: number; readonly retries: number } {
    return this.#text.outbound;
  }

  /** Conversations, for who may read them. */
  get conversations(): ConversationReader {
    return this.#text.reader;
  }

  /** Files of conversations. */
  get files(): FileDesk {
    return this.#text.files;
  }

  /** Does something in turn with everything else that happens. */
  inTurn<Value>(job: () => Promise<Value>): Promise<Value> {
    return this.#jobs.run(job);
  }

  /** Writes facts that change nobody's place, with the rows they are true by, in turn with everything else. */
  note(events: readonly NewEvent[], write?: AlongsideWrite): Promise<void> {
    return this.#jobs.run(() => this.#journal.write(events, write));
  }

  /**
   * One change of the team. `decide` looks at the team as it stands, in turn with everything else that happens; its
   * facts and its rows are one transaction; then whoever knows the team knows the new one, without a restart.
   */
  changeTeam<Value, Code extends string>(
    decide: () => Promise<Result<TeamChange<Value>, Code>>,
  ): Promise<Result<Value, Code>> {
    return this.#jobs.run(async () => {
      const decided = await decide();
      if (!decided.ok) return decided;
      const { events, write, value } = decided.value;
      await this.#journal.write(events, write);
      const { db, directory, clock } = this.#needs;
      directory.replace({ team: await readTeam(db), credentials: await readCredentials(db) });
      const touched = this.#roster.followTeam(clock.nowMs());
      await this.#carryOut(this.#queueDesk.followTeam(directory.team, touched));
      return accepted(value);
    });
  }

  /** Everybody of the team as they stand. */
  presences(): readonly OperatorPresence[] {
    return this.#roster.presences();
  }

  /** What should hold and does not, in words; empty when all is well. */
  brokenInvariants(): readonly string[] {
    const { log } = this.#needs;
    const parts = { log, book: this.#book, roster: this.#roster, wrapUps: this.#wrapUps, recovery: this.#recovery };
    return brokenInvariants({
      ...parts,
      ...{ queueDesk: this.#queueDesk, callBacks: this.callBacks, reportedCalls: this.#reportedCalls },
    });
  }

  /** Settles when everything that happened so far has been dealt with. */
  idle(): Promise<void> {
    return this.#jobs.idle();
  }

  /** Stops listening, finishes what it began, and leaves open talks to the next start. */
  async stop(): Promise<void> {
    this.#stopListening?.();
    this.#stopParts();
    await this.#jobs.idle();
    await this.administration.stop();
    this.#isStopped = true;
    await this.#heartbeat.beat();
    this.#stopParts();
    this.#heartbeat.stop();
  }

  async #heard(event: TelephonyEvent): Promise<void> {
    if (this.#isDraining && event.type === "arrived") this.#needs.telephony.refuse(event.callId, SIP_UNAVAILABLE);
    else if (!(await this.callBacks.heard(event))) await this.#callFlow.handle(event);
  }

  #stopParts(): void {
    this.#goneTimers.clearAll();
    const parts = [this.#queueDesk, this.#presenceDesk, this.#wrapUps, this.#recovery, this.#reportedCalls];
    for (const part of [...parts, this.callBacks, this.#callFlow.places]) part.stop();
    this.#text.stop();
  }

  #run(job: () => Promise<void>): void {
    this.#jobs
      .run(async () => {
        if (!this.#isStopped) await job();
      })
      .catch(this.#needs.onFault);
  }

  #write(newEvents: readonly NewEvent[]): Promise<void> {
    return this.#journal.write(newEvents);
  }

  async #follow(events: readonly LogEvent[]): Promise<void> {
    const touched = this.#roster.follow(events, (interactionId) => this.#needs.log.interaction(interactionId));
    this.#wrapUps.follow(events);
    this.#heartbeat.follow();
    this.#callFlow.places.follow(events);
    const decisions = await this.#queueDesk.follow(events, touched);
    if (events.some((event) => event.type === "interaction.ended"))
      await this.#write(this.#presenceDesk.checkGone(touched));
    await this.#write(this.#wrapUps.leftBehind(events));
    await this.#write(this.#presenceDesk.takeNext(touched));
    await this.#carryOut(decisions);
  }

  #carryOut(decisions: Decisions): Promise<void> {
    return dispatch(decisions, { text: this.#text, callFlow: this.#callFlow, callBacks: this.callBacks });
  }

  async #leaveGone(operatorId: OperatorId): Promise<void> {
    const goneSinceMs = this.#roster.presence(operatorId)?.desktopGoneSinceMs;
    if (typeof goneSinceMs === "number") await this.#write(this.#recovery.giveUpOf(operatorId, goneSinceMs));
    await this.#write(this.#presenceDesk.checkGone([operatorId]));
  }

  /** Goes on from what the log of the hub before says. */
  async #takeOver(): Promise<void> {
    const stale = this.#presenceDesk.takeOver();
    this.#wrapUps.resume();
    this.#reportedCalls.start();
    bookResumedTalks(this.#needs, this.#book);
    const waiting = bookResumedWaits(this.#needs, this.#book);
    this.#callFlow.places.takeOver(waiting);
    await this.#write([...stale, ...this.#recovery.start(), ...this.#text.takeOver()]);
    await this.#carryOut(await this.#queueDesk.follow(this.#text.waiting(), []));
    await this.#write(
      this.#presenceDesk.takeNext(this.#needs.directory.team.operators.map(({ operatorId }) => operatorId)),
    );
    await this.#carryOut(await this.#queueDesk.restore(waiting));
    await this.callBacks.takeOver();
    this.administration.start();
  }

  /** The desktop's word came first: nothing of that talk is left at the exchange either. */
  #endResumed(interactionId: InteractionId): void {
    const record = this.#book.ofInteraction(interactionId);
    if (!record) return;
    this.#book.remove(record);
    this.#needs.telephony.hangUp(record.callId);
  }
}
