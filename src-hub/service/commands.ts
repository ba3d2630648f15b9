import { changeRefusal } from "../../src-shared/domain/customer-profile.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import { hasRight } from "../../src-shared/domain/rights.ts";
import type { NewEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId, OperatorId } from "../../src-shared/ids.ts";
import {
  type LinkCommand,
  type LinkCommandInput,
  type LinkCommandName,
  LinkCommands,
  type LinkReply,
} from "../../src-shared/link/link-contract.ts";
import type { ReplyCommands } from "../../src-shared/link/reply-commands.ts";
import type { TextCommands } from "../../src-shared/link/text-commands.ts";
import { accepted, type Result, refused } from "../../src-shared/result.ts";
import type { Directory } from "../accounts/directory.ts";
import type { CallBackOrders } from "../callbacks/call-back-orders.ts";
import { readCallBack } from "../callbacks/call-back-store.ts";
import type { HubClock } from "../clock.ts";
import type { HubDatabase } from "../db/schema.ts";
import { readCustomerProfile } from "../log/customer-profile-store.ts";
import { readInteraction } from "../log/event-store.ts";
import { PSEUDONYM } from "../log/personal-data-store.ts";
import type { ScriptRuns } from "../scripts/script-runs.ts";
import type { Telephony } from "../telephony/telephony.ts";
import type { TextDesk } from "../text/text-desk.ts";
import type { Administration } from "./administration.ts";
import type { CallBook } from "./call-book.ts";
import { readReply, saveReply } from "./command-store.ts";
import { hadPart } from "./had-part.ts";
import type { HandOverCards } from "./hand-over-cards.ts";
import type { Journal } from "./journal.ts";
import { Outcomes } from "./outcomes.ts";
import type { PresenceDesk } from "./presence-desk.ts";
import type { Recovery } from "./recovery.ts";
import { Replies } from "./replies.ts";
import type { ReportedCalls } from "./reported-calls.ts";
import type { Roster } from "./roster.ts";
import { TakingDesk, type TakingNeeds } from "./taking-desk.ts";
import type { WrapUps } from "./wrap-ups.ts";

/** What must be logged because of a command, or the declared code it is refused with. */
type Outcome<N extends LinkCommandName> = Result<readonly NewEvent[], (typeof LinkCommands)[N]["errors"][number]>;

/** A total map: a missing handler, or an undeclared code, does not compile. */
type CommandHandlers = {
  readonly [N in LinkCommandName]: (operatorId: OperatorId, input: LinkCommandInput<N>) => Promise<Outcome<N>>;
};

export type CommandNeeds = {
  readonly db: HubDatabase;
  readonly directory: Directory;
  readonly journal: Journal;
  readonly presenceDesk: PresenceDesk;
  readonly wrapUps: WrapUps;
  readonly recovery: Recovery;
  readonly reportedCalls: ReportedCalls;
  readonly book: CallBook;
  readonly cards: HandOverCards;
  readonly telephony: Telephony;
  readonly callBacks: Pick<CallBackOrders, "cancelled">;
  readonly text: TextDesk;
  readonly administration: Pick<Administration, "customerData" | "supervisor" | "scripts">;
  readonly roster: Roster;
  /** As `TakingNeeds`. */
  readonly holds: TakingNeeds["holds"];
  readonly clock: HubClock;
};

/** Executes an operator's commands, each once: its answer is stored in the transaction of the events it caused. */
export class Commands {
  readonly #needs: CommandNeeds;
  readonly #handlers: CommandHandlers;
  readonly #outcomes: Outcomes;

  constructor(needs: CommandNeeds) {
    this.#needs = needs;
    const { supervisor, customerData } = needs.administration;
    this.#outcomes = new Outcomes(needs);
    this.#handlers = {
      "operator.set-status": async (operatorId, chosen) =>
        needs.presenceDesk.step(operatorId, { type: "status-chosen", chosen }),
      "operator.set-next-status": async (operatorId, { next }) => needs.presenceDesk.chooseNext(operatorId, next),
      "operator.set-status-of": async (setterId, { operatorId, chosen, note }) =>
        supervisor.setStatus(supervisor.setterOf(setterId, note), operatorId, chosen),
      "interaction.assign": async (setterId, { interactionId, operatorId, note }) =>
        supervisor.assign(supervisor.setterOf(setterId, note), interactionId, operatorId),
      "interaction.set-priority": async (setterId, { interactionId, priority, note }) =>
        supervisor.setPriority(supervisor.setterOf(setterId, note), interactionId, priority),
      "interaction.finish-wrap-up": (operatorId, { interactionId }) => this.#finishWrapUp(operatorId, interactionId),
      "interaction.extend-wrap-up": async (operatorId, { interactionId }) =>
        needs.wrapUps.extend(operatorId, interactionId),
      "interaction.set-note": (operatorId, input) => this.#setNote(operatorId, input),
      "interaction.set-outcome": (operatorId, input) => this.#setOutcome(operatorId, input),
      "interaction.report": (operatorId, input) => this.#report(operatorId, input),
      "call.report": (operatorId, call) => needs.reportedCalls.report(operatorId, call),
      "call.hand-over": async (operatorId, input) => this.#handOver(operatorId, input),
      "call.record": async (operatorId, input) => this.#record(operatorId, input),
      "call.report-quality": (operatorId, input) => this.#reportQuality(operatorId, input),
      "callback.cancel": (operatorId, input) => this.#cancelCallBack(operatorId, input),
      "customer.describe": (operatorId, input) => this.#describe(operatorId, input),
      "customer.erase": (operatorId, deed) => customerData.erase(operatorId, deed),
      ...textHandlers(needs.text, new TakingDesk({ ...needs, supervisor, offers: needs.text.offers })),
      ...replyHandlers(new Replies(needs)),
      "script.begin": (operatorId, input) => this.#walk(operatorId, input, (runs) => runs.begin(operatorId, input)),
      "script.step": (operatorId, input) => this.#walk(operatorId, input, (runs) => runs.step(operatorId, input)),
    };
  }

  /** What a command needs to know and takes long to find: before its turn, so that nobody waits for it. */
  async prepare(operatorId: OperatorId, { name, input }: LinkCommand): Promise<void> {
    const { directory, administration } = this.#needs;
    const role = directory.roleOf(operatorId);
    if (name !== "customer.erase" || !role || !hasRight(role, "customer.erase")) return;
    const parsed = LinkCommands["customer.erase"].input.safeParse(input);
    if (parsed.success) await administration.customerData.prepare(parsed.data.addresses);
  }

  async execute(operatorId: OperatorId, command: LinkCommand): Promise<LinkReply> {
    const { db, journal, clock } = this.#needs;
    const { commandId, name } = command;
    if (!isCommandName(name)) return refused("unknown-command");
    const role = this.#needs.directory.roleOf(operatorId);
    // Asked each time: a role that was taken away counts from the next command on.
    if (!role || !hasRight(role, LinkCommands[name].right)) return refused("not-allowed");
    const known = await readReply(db, operatorId, commandId);
    if (known) return known;
    const input = LinkCommands[name].input.safeParse(command.input);
    if (!input.success) return refused("bad-input");
    const outcome = await this.#handle(name, operatorId, input.data);
    const atMs = clock.nowMs();
    let reply: LinkReply = outcome.ok ? { ok: true, seq: journal.log.headSeq } : outcome;
    await journal.write(outcome.ok ? outcome.value : [], async (transaction, events) => {
      const last = events.at(-1);
      if (reply.ok && last) reply = { ok: true, seq: last.seq };
      await this.#needs.administration.customerData.follow(transaction, events);
      // What may be asked again later was not done: the same command is looked at anew then, not told the same for ever.
      if (reply.ok || reply.retry === "no") await saveReply(transaction, { operatorId, commandId, atMs, reply });
    });
    if (name === "customer.erase" && reply.ok) await this.#needs.administration.customerData.finish();
    return reply;
  }

  #handle<N extends LinkCommandName>(
    name: N,
    operatorId: OperatorId,
    input: LinkCommandInput<LinkCommandName>,
  ): Promise<Result<readonly NewEvent[], string>> {
    // The input was parsed by the schema of this very name.
    return this.#handlers[name](operatorId, input as LinkCommandInput<N>);
  }

  async #report(
    operatorId: OperatorId,
    { interactionId, call }: LinkCommandInput<"interaction.report">,
  ): Promise<Outcome<"interaction.report">> {
    const { db, journal, recovery } = this.#needs;
    const interaction = journal.log.interaction(interactionId);
    if (interaction)
      return interaction.operatorId === operatorId
        ? accepted(recovery.report(interaction, call))
        : refused("unknown-interaction");
    const closed = await db
      .selectFrom("interactions")
      .select("operator_id")
      .where("interaction_id", "=", interactionId)
      .executeTakeFirst();
    return closed?.operator_id === operatorId ? accepted([]) : refused("unknown-interaction");
  }

  /** Nothing is asked again of what was finished before. */
  async #finishWrapUp(
    operatorId: OperatorId,
    interactionId: InteractionId,
  ): Promise<Outcome<"interaction.finish-wrap-up">> {
    const finished = await this.#finished(operatorId, interactionId);
    if (!finished.ok || finished.value.length === 0) return finished;
    const fields = await this.#outcomes.missing(operatorId, interactionId);
    return fields.length === 0 ? finished : refused("outcome-missing", "no", { fields });
  }

  async #finished(
    operatorId: OperatorId,
    interactionId: InteractionId,
  ): Promise<Result<readonly NewEvent[], "unknown-interaction" | "not-in-wrap-up">> {
    const { wrapUps } = this.#needs;
    const passedOn = wrapUps.passedOn.finished(operatorId, interactionId);
    const known = await this.#known(interactionId);
    const isTheirs = known?.operatorId === operatorId;
    if (known && isTheirs && known.state === "wrap-up") {
      const own = wrapUps.finish(operatorId, known);
      return own.ok ? accepted([...passedOn, ...own.value]) : own;
    }
    // Their part is written up, or was before: finished twice is finished once.
    if (passedOn.length > 0) return accepted(passedOn);
    if (!known || !hadPart(known, operatorId)) return refused("unknown-interaction");
    return isTheirs ? wrapUps.finish(operatorId, known) : accepted([]);
  }

  /** Also when it is closed: what comes to mind later belongs to it, and costs nobody their place on the line. */
  async #setNote(
    operatorId: OperatorId,
    { interactionId, text }: LinkCommandInput<"interaction.set-note">,
  ): Promise<Outcome<"interaction.set-note">> {
    const known = await this.#known(interactionId);
    if (!known || !hadPart(known, operatorId)) return refused("unknown-interaction");
    const payload = { interactionId, operatorId, text };
    return accepted([{ type: "interaction.note-changed", payload, actor: operatorId }]);
  }

  /** At any time too, and also of a contact that closed by itself. */
  async #setOutcome(
    operatorId: OperatorId,
    { interactionId, ...outcome }: LinkCommandInput<"interaction.set-outcome">,
  ): Promise<Outcome<"interaction.set-outcome">> {
    const known = await this.#known(interactionId);
    if (!known || !hadPart(known, operatorId)) return refused("unknown-interaction");
    return this.#outcomes.said(operatorId, interactionId, outcome);
  }

  /** Only whoever talks may say whether it is recorded. */
  #record(operatorId: OperatorId, { interactionId, action }: LinkCommandInput<"call.record">): Outcome<"call.record"> {
    const { book, journal, telephony } = this.#needs;
    const call = book.ofInteraction(interactionId);
    const interaction = journal.log.interaction(interactionId);
    if (!call || interaction?.operatorId !== operatorId || call.calleeUser === null)
      return refused("unknown-interaction");
    if (!telephony.capabilities.recording || !telephony.record) return refused("not-recorded");
    telephony.record(call.callId, action);
    return accepted([]);
  }

  /** Only whoever talks may say what goes with the talk. */
  #handOver(
    operatorId: OperatorId,
    { interactionId, card }: LinkCommandInput<"call.hand-over">,
  ): Outcome<"call.hand-over"> {
    const { book, cards, journal } = this.#needs;
    const isTheirs = journal.log.interaction(interactionId)?.operatorId === operatorId;
    if (!isTheirs || !book.ofInteraction(interactionId)) return refused("unknown-interaction");
    cards.prepare(operatorId, interactionId, card);
    return accepted([]);
  }

  /** By any of their contacts: the card is everybody's. */
  async #describe(
    operatorId: OperatorId,
    { interactionId, change }: LinkCommandInput<"customer.describe">,
  ): Promise<Outcome<"customer.describe">> {
    const known = await this.#known(interactionId);
    if (!known || known.customer.address.startsWith(PSEUDONYM)) return refused("unknown-customer");
    const profile = await readCustomerProfile(this.#needs.db, known.customer.address);
    const refusal = changeRefusal(profile, change, operatorId);
    if (refusal) return refused(refusal);
    return accepted([{ type: "customer.described", payload: { interactionId, change }, actor: operatorId }]);
  }

  /** Whoever has the contact, or had a part in it: what they filled in before the link was lost still comes. */
  async #walk<Code extends string>(
    operatorId: OperatorId,
    { interactionId }: { readonly interactionId: InteractionId },
    make: (runs: ScriptRuns) => Promise<Result<readonly NewEvent[], Code>>,
  ): Promise<Result<readonly NewEvent[], Code | "unknown-interaction">> {
    const known = await this.#known(interactionId);
    if (!known || !hadPart(known, operatorId)) return refused("unknown-interaction");
    return make(this.#needs.administration.scripts.runs);
  }

  async #cancelCallBack(
    operatorId: OperatorId,
    { interactionId, reason }: LinkCommandInput<"callback.cancel">,
  ): Promise<Outcome<"callback.cancel">> {
    const { callBacks, db } = this.#needs;
    const cancelled = callBacks.cancelled(interactionId, { by: "operator", actor: operatorId, reason });
    if (cancelled) return accepted(cancelled);
    return refused((await readCallBack(db, interactionId)) ? "order-closed" : "unknown-order");
  }

  async #known(interactionId: InteractionId): Promise<Interaction | null> {
    const { db, journal } = this.#needs;
    return journal.log.interaction(interactionId) ?? (await readInteraction(db, interactionId));
  }

  /** Comes after the end, so the interaction is closed as a rule; only who had a part in it may speak of it. */
  async #reportQuality(
    operatorId: OperatorId,
    { interactionId, quality }: LinkCommandInput<"call.report-quality">,
  ): Promise<Outcome<"call.report-quality">> {
    const known = await this.#known(interactionId);
    if (!known || !hadPart(known, operatorId)) return refused("unknown-interaction");
    const payload = { interactionId, operatorId, quality };
    return accepted([{ type: "call.quality-measured", payload, actor: operatorId }]);
  }
}

/** What is written is the desk of text's. */
function textHandlers(
  { offers, moves, writer }: TextDesk,
  taking: TakingDesk,
): Pick<CommandHandlers, keyof typeof TextCommands> {
  return {
    "interaction.accept-offer": async (operatorId, input) => offers.accept(operatorId, input),
    "interaction.refuse-offer": async (operatorId, input) => offers.refuse(operatorId, input),
    "interaction.claim": async (operatorId, { interactionId }) => taking.take(operatorId, interactionId),
    "interaction.close": async (operatorId, { interactionId }) => moves.close(operatorId, interactionId),
    "interaction.transfer": async (operatorId, input) => moves.transfer(operatorId, input),
    "interaction.take-back": async (operatorId, { interactionId }) => moves.takeBack(operatorId, interactionId),
    "message.send": (operatorId, input) => writer.send(operatorId, input),
    "message.delete": (operatorId, input) => writer.delete(operatorId, input),
    "message.resend": (operatorId, input) => writer.resend(operatorId, input),
    "message.edit": (operatorId, input) => writer.edit(operatorId, input),
    "conversation.read-up-to": (operatorId, input) => writer.readUpTo(operatorId, input),
  };
}

function replyHandlers(replies: Replies): Pick<CommandHandlers, keyof typeof ReplyCommands> {
  return {
    "reply.set-own": (operatorId, words) => replies.set(operatorId, { ...words, scope: { kind: "own" } }),
    "reply.remove-own": (operatorId, { replyId }) => replies.remove(operatorId, replyId, "own"),
    "reply.set-shared": (operatorId, reply) => replies.setShared(operatorId, reply),
    "reply.remove-shared": (operatorId, { replyId }) => replies.remove(operatorId, replyId, "shared"),
  };
}

function isCommandName(name: string): name is LinkCommandName {
  return Object.hasOwn(LinkCommands, name);
}
