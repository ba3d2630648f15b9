import { channelKind } from "../../../src-shared/domain/channel.ts";
import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import { automaticScript, type ScriptOccasion, scriptsFor } from "../../../src-shared/domain/scripts/choose-script.ts";
import { blockAt, type ScriptBook } from "../../../src-shared/domain/scripts/script-book.ts";
import type { StepInput } from "../../../src-shared/domain/scripts/script-run.ts";
import { beginRun, type PerformedAction, scriptStep } from "../../../src-shared/domain/scripts/script-step.ts";
import type { LogEvent } from "../../../src-shared/events/log-event.ts";
import { type InteractionId, type ScriptId, ScriptRunId } from "../../../src-shared/ids.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { ScriptView, scriptRequests } from "../../../src-shared/ipc/scripts.ts";
import type { WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import { LinkCommands } from "../../../src-shared/link/link-contract.ts";
import type { KeptRun } from "../../../src-shared/link/script-queries.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import { Listeners } from "../calls/listeners.ts";
import type { RecordingDesk } from "../calls/recording-desk.ts";
import type { Mirror } from "../mirror/mirror.ts";
import type { Outbox, OutboxAnswer } from "../outbox/outbox.ts";
import type { Clock } from "../ports/clock.ts";
import type { HubLink } from "../ports/hub-link.ts";
import type { Log } from "../ports/log.ts";
import type { MirrorStore } from "../ports/store.ts";
import type { HubKnowledge } from "../workplace/hub-knowledge.ts";
import type { OutcomeDesk } from "../wrap-up/outcome-desk.ts";
import { knownValues } from "./known-values.ts";
import { ScriptVersions } from "./script-versions.ts";
import { scriptView } from "./script-view.ts";

/** Who is on a call has seconds: after this long the hub's run of the contact is not waited for. */
const ANSWER_WITHIN_MS = 1500;

export type ScriptDeskParts = {
  readonly store: Pick<
    MirrorStore,
    "scripts" | "scriptGraph" | "keepScriptGraph" | "walk" | "keepWalk" | "interaction"
  >;
  readonly mirror: Pick<Mirror, "onChange">;
  readonly outbox: Pick<Outbox, "add" | "pending" | "onAnswer">;
  readonly link: Pick<HubLink, "ask">;
  readonly hub: Pick<HubKnowledge, "self" | "queueName" | "operator" | "toHub" | "toLocal">;
  readonly outcomes: Pick<OutcomeDesk, "outcome" | "set">;
  readonly recording: Pick<RecordingDesk, "setInContact">;
  readonly clock: Clock;
  readonly log: Log;
};

type Walk = { readonly kept: KeptRun; readonly book: ScriptBook };
type StepAsked = { readonly runId: ScriptRunId; readonly steps: number; readonly step: StepInput };

/** The scripts of this operator's contacts. */
export class ScriptDesk {
  readonly handlers: Pick<Handlers<WorkplaceContract>, keyof typeof scriptRequests>;
  readonly changed = new Listeners<{ readonly interactionId: InteractionId | null }>();
  readonly #parts: ScriptDeskParts;
  readonly #versions: ScriptVersions;
  /** Contacts whose run the hub was asked for since they came, or came back, to this operator. */
  readonly #asked = new Set<InteractionId>();
  /** One thing after another in each contact: a key pressed twice is two steps, or one and an answer. */
  readonly #turns = new Map<InteractionId, Promise<unknown>>();

  constructor(parts: ScriptDeskParts) {
    this.#parts = parts;
    this.#versions = new ScriptVersions(parts);
    this.handlers = {
      "scripts.open": ({ interactionId }) => this.#inTurn(interactionId, (contact) => this.#open(contact)),
      "scripts.list": ({ interactionId }) => this.#inTurn(interactionId, async (contact) => this.#list(contact)),
      "scripts.begin": ({ interactionId, scriptId }) =>
        this.#inTurn(interactionId, async (contact) => this.#begun(contact, scriptId)),
      "scripts.step": (asked) => this.#inTurn(asked.interactionId, (contact) => this.#step(contact, asked)),
      "scripts.blocks": ({ interactionId }) => this.#inTurn(interactionId, (contact) => this.#blocks(contact)),
    };
  }

  listen(): (() => void)[] {
    const { mirror, outbox } = this.#parts;
    return [
      mirror.onChange(({ wasReset, events }) => this.#follow(wasReset, events)),
      outbox.onAnswer((answer) => this.#handleAnswer(answer)),
    ];
  }

  /** The hub is there: what is published and not here yet is fetched. */
  handleWelcome(): void {
    this.#asked.clear();
    this.#versions.fetchAll();
  }

  /** How far the script of a contact is, for whoever it is passed on to; null: none is under way, or it cannot be read. */
  async placeOf(interactionId: InteractionId): Promise<{ readonly name: string; readonly place: string } | null> {
    try {
      const kept = this.#parts.store.walk(interactionId);
      const book = kept && kept.run.status.kind !== "ended" ? await this.#versions.book(kept.pins) : null;
      const block = kept && book && blockAt(book, kept.run.at);
      const name = (kept && book?.(kept.run.scriptId)?.graph.title) ?? "";
      return block ? { name, place: block.title } : null;
    } catch (error) {
      this.#parts.log.error({ error }, "a script could not be read");
      return null;
    }
  }

  #follow(wasReset: boolean, events: readonly LogEvent[]): void {
    const { self } = this.#parts.hub;
    if (wasReset) this.#asked.clear();
    // Somebody else may have walked on before the contact came, or came back.
    for (const event of events)
      if (event.type === "interaction.accepted" && event.payload.operatorId === self) this.#isElsewhere(event.payload);
      else if (event.type === "interaction.transferred" && event.payload.toOperatorId === self)
        this.#isElsewhere(event.payload);
    if (wasReset || events.some(({ type }) => type === "script.published" || type === "script.withdrawn")) {
      this.#versions.fetchAll();
      this.changed.tell({ interactionId: null });
    }
  }

  #isElsewhere({ interactionId }: { readonly interactionId: InteractionId }): void {
    this.#asked.delete(interactionId);
    this.changed.tell({ interactionId });
  }

  /** The hub walked on without this desktop, or cannot follow it: what it has counts. */
  #handleAnswer({ command, reply }: OutboxAnswer): void {
    if (reply.ok || (command.name !== "script.step" && command.name !== "script.begin")) return;
    const told = LinkCommands["script.step"].input.or(LinkCommands["script.begin"].input).safeParse(command.input);
    if (told.success) this.#isElsewhere(told.data);
  }

  async #open(contact: Interaction) {
    const walk = await this.#walk(contact);
    if (walk) return accepted({ view: this.#view(contact, walk) });
    const own = contact.operatorId === this.#parts.hub.self && contact.endedAtMs === null;
    const script = own ? automaticScript(this.#offered(), this.#occasion(contact)) : null;
    const begun = script && (await this.#begin(contact, script.scriptId));
    return accepted({ view: begun?.ok ? this.#view(contact, begun.value) : null });
  }

  #list(contact: Interaction) {
    const heads = this.#offered();
    const fit = new Set(scriptsFor(heads, this.#occasion(contact)));
    const others = heads
      .filter((head) => !fit.has(head))
      .toSorted((one, other) => one.title.localeCompare(other.title, "ru"));
    const scripts = [...fit, ...others].map(({ scriptId, title, summary, model, version }, index) => {
      return { scriptId, title, summary, model, version, isFit: index < fit.size };
    });
    return accepted({ scripts });
  }

  async #begun(contact: Interaction, scriptId: ScriptId) {
    if (!this.#offered().some((head) => head.scriptId === scriptId)) return refused("unknown-script");
    const begun = await this.#begin(contact, scriptId);
    if (!begun.ok) return begun;
    const view = this.#view(contact, begun.value);
    return view ? accepted({ view }) : refused("unknown-script");
  }

  async #begin(contact: Interaction, scriptId: ScriptId) {
    const { store, outbox, hub, clock } = this.#parts;
    const { interactionId } = contact;
    const pins = await this.#versions.pins(scriptId);
    const book = pins && (await this.#versions.book(pins));
    if (!pins || !book) return refused("script-not-here", "later");
    const runId = ScriptRunId.parse(clock.newId());
    const atMs = hub.toHub(clock.nowMs());
    const known = knownValues(contact, hub, clock.nowMs());
    const { run, performed } = beginRun(book, { scriptId, known, atMs });
    const kept: KeptRun = { runId, pins: [...pins], run };
    store.keepWalk(interactionId, kept);
    const told = outbox.add("script.begin", { interactionId, runId, pins: [...pins], known, atMs });
    if (!told.ok) return told;
    this.#perform(interactionId, performed);
    return accepted<Walk>({ kept, book });
  }

  async #step(contact: Interaction, { runId, steps, step: input }: StepAsked) {
    const { store, outbox, hub, clock } = this.#parts;
    const { interactionId } = contact;
    const walk = await this.#walk(contact);
    if (walk?.kept.runId !== runId) return refused("unknown-run");
    // Somebody was faster: where it stands now is the answer.
    if (walk.kept.run.steps !== steps) return this.#shown(contact, walk);
    const step = { input, atMs: hub.toHub(clock.nowMs()) };
    const made = scriptStep(walk.book, walk.kept.run, step);
    if (!made.ok) return made.code === "form-refused" ? refused(made.code, "no", made.detail) : refused("step-refused");
    const kept: KeptRun = { ...walk.kept, run: made.value.run };
    store.keepWalk(interactionId, kept);
    const told = outbox.add("script.step", { interactionId, runId, index: kept.run.steps, step });
    if (!told.ok) return told;
    this.#perform(interactionId, made.value.performed);
    return this.#shown(contact, { ...walk, kept });
  }

  #shown(contact: Interaction, walk: Walk) {
    const view = this.#view(contact, walk);
    return view ? accepted({ view }) : refused("unknown-run");
  }

  async #blocks(contact: Interaction) {
    const walk = await this.#walk(contact);
    const script = walk?.book(walk.kept.run.at.scriptId);
    if (!script) return refused("unknown-run");
    const { scriptId } = script;
    const blocks = script.graph.blocks
      .filter(({ kind }) => kind !== "objections" && kind !== "condition" && kind !== "sub-script")
      .map(({ blockId, title, kind }) => ({ at: { scriptId, blockId }, title, kind }));
    return accepted({ blocks });
  }

  /** The run of a contact: as it is here, or further on at the hub when the contact came from somebody else. */
  async #walk(contact: Interaction): Promise<Walk | null> {
    const { store } = this.#parts;
    const { interactionId } = contact;
    const here = store.walk(interactionId);
    const kept = this.#asked.has(interactionId) ? here : await this.#newest(interactionId, here);
    const book = kept && (await this.#versions.book(kept.pins));
    return kept && book ? { kept, book } : null;
  }

  async #newest(interactionId: InteractionId, here: KeptRun | null): Promise<KeptRun | null> {
    const { clock, link, outbox, store } = this.#parts;
    // What is on its way there is newer than what the hub has.
    const isAhead = outbox
      .pending()
      .some(
        ({ name, input }) =>
          (name === "script.step" || name === "script.begin") &&
          (input as { readonly interactionId?: unknown }).interactionId === interactionId,
      );
    if (isAhead) return here;
    const late = new Promise<null>((resolve) => clock.after(ANSWER_WITHIN_MS, () => resolve(null)));
    const answer = await Promise.race([link.ask("script.read-run", { interactionId }), late]);
    // Without the hub what is here goes on; it is asked again when it is back.
    if (!answer) return here;
    this.#asked.add(interactionId);
    if (!answer.ok || !answer.value) return here;
    store.keepWalk(interactionId, answer.value);
    return answer.value;
  }

  #view({ interactionId }: Interaction, { book, kept }: Walk): ScriptView | null {
    return scriptView(book, kept, { interactionId, toLocal: this.#parts.hub.toLocal });
  }

  #offered() {
    return this.#parts.store.scripts().flatMap(({ head, isWithdrawn }) => (isWithdrawn ? [] : [head]));
  }

  #occasion({ interactionId, channel, direction, queueId }: Interaction): ScriptOccasion {
    const { topicIds } = this.#parts.outcomes.outcome(interactionId);
    return { queueId, direction, topicIds, kind: channelKind(channel) ?? "text", customerTags: [] };
  }

  /** What the script does by itself; a step that is made again at the hub does nothing there. */
  #perform(interactionId: InteractionId, performed: readonly PerformedAction[]): void {
    const { outcomes, recording } = this.#parts;
    for (const action of performed) {
      const outcome = outcomes.outcome(interactionId);
      if (action.kind === "set-topic" && !outcome.topicIds.includes(action.topicId))
        outcomes.set(interactionId, { ...outcome, topicIds: [...outcome.topicIds, action.topicId] });
      if (action.kind === "set-result") outcomes.set(interactionId, { ...outcome, result: action.result });
      if (action.kind === "pause-recording") recording.setInContact(interactionId, false);
      if (action.kind === "resume-recording") recording.setInContact(interactionId, true);
    }
  }

  /** After what is being done in this contact; what cannot be read or kept is refused, and the call goes on. */
  #inTurn<Value, Code extends string>(
    interactionId: InteractionId,
    job: (contact: Interaction) => Promise<Value | ReturnType<typeof refused<Code>>>,
  ) {
    const before = this.#turns.get(interactionId) ?? Promise.resolve();
    const turn = before.then(async () => {
      try {
        const contact = this.#parts.store.interaction(interactionId);
        return contact ? await job(contact) : refused("unknown-interaction");
      } catch (error) {
        this.#parts.log.error({ error }, "a script could not be read or kept");
        return refused("store-failed", "later");
      }
    });
    this.#turns.set(interactionId, turn);
    void turn.then(() => this.#turns.get(interactionId) === turn && this.#turns.delete(interactionId));
    return turn;
  }
}
