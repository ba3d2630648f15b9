import type { ChannelKind } from "../../src-shared/domain/channel.ts";
import type { Decisions } from "../../src-shared/domain/distribution/distribution-input.ts";
import type { LogEvent, NewEvent } from "../../src-shared/events/log-event.ts";
import type { AttachmentId, InteractionId, OperatorId } from "../../src-shared/ids.ts";
import type { LinkCommand, LinkReply } from "../../src-shared/link/link-contract.ts";
import type { LinkQuery, QueryReply } from "../../src-shared/link/link-queries.ts";
import { accepted, type Result } from "../../src-shared/result.ts";
import { readCredentials } from "../accounts/credential-store.ts";
import type { Directory } from "../accounts/directory.ts";
import { readTeam } from "../accounts/team-store.ts";
import type { TextChannel } from "../channels/channel.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase } from "../db/schema.ts";
import type { AlongsideWrite } from "../log/append-group.ts";
import type { EventLog } from "../log/event-log.ts";
import { readFamiliar, readHead, readLastTalkEnds } from "../log/event-store.ts";
import { readTakenSince } from "../log/fairness-store.ts";
import { readPresences } from "../log/operator-store.ts";
import { SerialQueue } from "../log/serial-queue.ts";
import { dayOf } from "../queue/handled-today.ts";
import { QueueDesk } from "../queue/queue-desk.ts";
import { readCustomerRouting } from "../queue/routing-store.ts";
import type { Telephony, TelephonyEvent } from "../telephony/telephony.ts";
import type { FileDesk } from "../text/file-desk.ts";
import type { FileFolder } from "../text/file-folder.ts";
import { isText } from "../text/open-contacts.ts";
import { TextDesk } from "../text/text-desk.ts";
import { bindingOf, type ChannelBinding, type TextNeeds } from "../text/text-needs.ts";
import { CallBook } from "./call-book.ts";
import { CallFlow } from "./call-flow.ts";
import { pruneReplies } from "./command-store.ts";
import { Commands } from "./commands.ts";
import { CustomerData } from "./customer-data.ts";
import { Heartbeat, readLastSignOfLife } from "./heartbeat.ts";
import { brokenInvariants, brokenStatuses } from "./invariants.ts";
import { Journal } from "./journal.ts";
import { PresenceDesk } from "./presence-desk.ts";
import { Queries } from "./queries.ts";
import { Recovery } from "./recovery.ts";
import { ReportedCalls } from "./reported-calls.ts";
import { bookResumedTalks, bookResumedWaits } from "./resumed-calls.ts";
import { Roster } from "./roster.ts";
import { Timers } from "./timers.ts";
import { WrapUps } from "./wrap-ups.ts";

/** How long answers to commands are kept: longer than any desktop's outbox tries. */
const REPLIES_KEPT_MS = 24 * 3_600_000;
const PRUNE_EVERY_MS = 3_600_000;
/** RFC 3261 §21.5.4. */
const SIP_UNAVAILABLE = 503;

/** A desktop whose link is back sooner keeps what rings there; after it an offer goes on, well within a second. */
const STRAND_AFTER_MS = 500;

export type HubServiceNeeds = {
  readonly db: HubDatabase;
  readonly log: EventLog;
  readonly directory: Directory;
  readonly telephony: Telephony;
  readonly clock: HubClock;
  /** Text channels, each with how it is served; none by default. */
  readonly channels?: readonly ChannelBinding[];
  /** Where files of conversations are kept; without it none are taken. */
  readonly files?: FileFolder | null;
  /** A bug or a broken machine: the hub cannot go on. */
  readonly onFault: (error: unknown) => void;
};

/** Facts about the team with the rows they are true by, and what the caller is to be told. */
export type TeamChange<Value> = {
  readonly events: readonly NewEvent[];
  readonly write: AlongsideWrite;
  readonly value: Value;
};

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
  readonly #queries: Queries;
  #tell: TextNeeds["tell"] = () => undefined;
  #stopListening: (() => void) | null = null;
  #stopPruning: (() => void) | null = null;
  #isDraining = false;
  #isStopped = false;

  private constructor(needs: HubServiceNeeds, roster: Roster, aliveAtMs: number) {
    const { db, log, directory, clock } = needs;
    this.#needs = needs;
    this.#roster = roster;
    this.#goneTimers = new Timers(clock);
    this.#journal = new Journal(log);
    this.#queueDesk = new QueueDesk({
      team: directory.team,
      clock,
      standing: (operatorId) => roster.standing(operatorId),
      interaction: (interactionId) => log.interaction(interactionId),
      familiar: ({ customer, interactionId }) => readFamiliar(db, customer.address, interactionId),
      routing: ({ customer }) => readCustomerRouting(db, customer.address),
      wake: () => this.#run(async () => this.#carryOut(this.#queueDesk.timePassed())),
    });
    this.#presenceDesk = new PresenceDesk(directory, roster, clock, (operatorId) =>
      this.#run(() => this.#leaveGone(operatorId)),
    );
    this.#wrapUps = new WrapUps({ directory, log, clock, roster }, (id) =>
      this.#run(() => this.#write(this.#wrapUps.over(id))),
    );
    const whenOver = (id: InteractionId) => this.#endResumed(id);
    const isCarried = (id: InteractionId) => this.#book.ofInteraction(id) !== undefined;
    const resumedTalks = { whenOver, isCarried };
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
        bindings: needs.channels ?? [],
        run: (job) => this.#jobs.run(job),
        tell: (operatorId, word) => this.#tell(operatorId, word),
        onFault: needs.onFault,
      },
      needs.files ?? null,
    );
    const text = this.#text;
    const removeFile = async (id: AttachmentId) => needs.files?.remove(id);
    const customerData = new CustomerData({ db, log, clock, removeFile });
    this.#queries = new Queries(needs, text, customerData);
    this.#callFlow = new CallFlow({ ...needs, journal, book, roster, presenceDesk, wrapUps, recovery });
    this.#commands = new Commands({
      customerData,
      db,
      directory,
      journal,
      book,
      telephony: needs.telephony,
      presenceDesk,
      wrapUps,
      recovery,
      reportedCalls,
      text,
      clock,
    });
    this.#journal.addFollower((events) => this.#follow(events));
    this.#journal.addFollower((events) => this.#text.follow(events));
  }

  /** Takes over what a hub before left open, and starts to serve. */
  static async start(needs: HubServiceNeeds): Promise<HubService> {
    const { db, log, directory, clock } = needs;
    const aliveAtMs = await readLastSignOfLife(db, (await readHead(db))?.atMs ?? null);
    const roster = new Roster(directory, {
      presences: await readPresences(db),
      lastTalkEnds: await readLastTalkEnds(db),
      unclosed: log.unclosed(),
      handledToday: await readTakenSince(db, dayOf(clock.nowMs())),
      nowMs: clock.nowMs(),
    });
    const service = new HubService(needs, roster, aliveAtMs);
    await service.#jobs.run(() => service.#takeOver());
    service.#stopListening = needs.telephony.onEvent((event) => service.#run(() => service.#heard(event)));
    return service;
  }

  /** From here on new calls are refused (503: try elsewhere or later); those there are go on. */
  drain(): void {
    this.#isDraining = true;
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

  /** Text channels begin to tell; after everything else runs. */
  startChannels(): Promise<void> {
    return this.#text.start();
  }

  /** Text channels tell no more, and are asked nothing more. */
  stopChannels(): Promise<void> {
    return this.#text.stopChannels();
  }

  /** A text channel this hub serves. */
  textChannel(of: { readonly channel: string; readonly account: string }): TextChannel | undefined {
    return bindingOf(this.#needs.channels ?? [], of)?.channel;
  }

  /** Files of conversations. */
  get files(): FileDesk {
    return this.#text.files;
  }

  /** Writes facts that change nobody's place, with the rows they are true by, in turn with everything else. */
  note(events: readonly NewEvent[], write: AlongsideWrite): Promise<void> {
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

  /** What should hold and does not, in words; empty when all is well. */
  brokenInvariants(): readonly string[] {
    const ofStatuses = brokenStatuses(this.#roster, this.#wrapUps);
    const ofContacts = brokenInvariants({
      unclosed: this.#needs.log.unclosed(),
      book: this.#book,
      hasPlace: ({ interactionId }) => this.#queueDesk.holds(interactionId),
      isText: (interaction) => isText(interaction),
      isOrphan: (interaction) =>
        this.#recovery.isOrphan(interaction.interactionId) || this.#reportedCalls.isReported(interaction),
    });
    return [...ofContacts, ...ofStatuses];
  }

  /** Settles when everything that happened so far has been dealt with. */
  idle(): Promise<void> {
    return this.#jobs.idle();
  }

  /** Stops listening, finishes what it began, and leaves open talks to the next start. */
  async stop(): Promise<void> {
    this.#stopListening?.();
    this.#stopPruning?.();
    this.#stopParts();
    await this.#jobs.idle();
    this.#isStopped = true;
    await this.#heartbeat.beat();
    this.#stopParts();
    this.#heartbeat.stop();
  }

  async #heard(event: TelephonyEvent): Promise<void> {
    if (this.#isDraining && event.type === "arrived") this.#needs.telephony.refuse(event.callId, SIP_UNAVAILABLE);
    else await this.#callFlow.handle(event);
  }

  #stopParts(): void {
    this.#goneTimers.clearAll();
    for (const part of [this.#queueDesk, this.#presenceDesk, this.#wrapUps, this.#recovery, this.#reportedCalls])
      part.stop();
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
    const decisions = await this.#queueDesk.follow(events, touched);
    if (events.some((event) => event.type === "interaction.ended"))
      await this.#write(this.#presenceDesk.checkGone(touched));
    await this.#write(this.#wrapUps.leftBehind(events));
    await this.#write(this.#presenceDesk.takeNext(touched));
    await this.#carryOut(decisions);
  }

  async #carryOut({ offers, expired }: Decisions): Promise<void> {
    for (const expiry of expired)
      if (this.#text.isText(expiry.interactionId)) await this.#text.moves.expire(expiry.interactionId);
      else await this.#callFlow.expire(expiry);
    for (const offer of offers)
      if (this.#text.isText(offer.interactionId))
        await this.#text.offers.offer(offer.interactionId, offer.operatorId, offer.reasons);
      else await this.#callFlow.offer(offer);
  }

  async #leaveGone(operatorId: OperatorId): Promise<void> {
    const goneSinceMs = this.#roster.presence(operatorId)?.desktopGoneSinceMs;
    if (typeof goneSinceMs === "number") await this.#write(this.#recovery.giveUpOf(operatorId, goneSinceMs));
    await this.#write(this.#presenceDesk.checkGone([operatorId]));
  }

  /** The exchange and the links of the hub before are gone: what the log says of them is no longer so. */
  async #takeOver(): Promise<void> {
    const stale = this.#roster
      .presences()
      .flatMap(({ operatorId }) => [
        ...this.#presenceDesk.happened(operatorId, { type: "phone-changed", isRegistered: false }),
        ...this.#presenceDesk.happened(operatorId, { type: "desktop-changed", isLinked: false }),
      ]);
    this.#presenceDesk.watchAll();
    this.#wrapUps.resume();
    this.#reportedCalls.start();
    bookResumedTalks(this.#needs, this.#book);
    const waiting = bookResumedWaits(this.#needs, this.#book);
    await this.#write([...stale, ...this.#recovery.start(), ...this.#text.takeOver()]);
    await this.#carryOut(await this.#queueDesk.follow(this.#text.waiting(), []));
    await this.#write(
      this.#presenceDesk.takeNext(this.#needs.directory.team.operators.map(({ operatorId }) => operatorId)),
    );
    await this.#carryOut(await this.#queueDesk.restore(waiting));
    await this.#prune();
  }

  /** The desktop's word came first: nothing of that talk is left at the exchange either. */
  #endResumed(interactionId: InteractionId): void {
    const record = this.#book.ofInteraction(interactionId);
    if (!record) return;
    this.#book.remove(record);
    this.#needs.telephony.hangUp(record.callId);
  }

  async #prune(): Promise<void> {
    await pruneReplies(this.#needs.db, this.#needs.clock.nowMs() - REPLIES_KEPT_MS);
    this.#stopPruning = this.#needs.clock.after(PRUNE_EVERY_MS, () => this.#run(() => this.#prune()));
  }
}
