import { ReportedCall } from "../../../src-shared/domain/reported-call.ts";
import type { InteractionId } from "../../../src-shared/ids.ts";
import type { CallOver } from "../calls/call-service.ts";
import type { Call } from "../calls/call-state.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Clock } from "../ports/clock.ts";
import type { OutboxCommand } from "../ports/store.ts";

/** A ring and an answer come first; and what changes in a breath is told once. */
const TELL_AFTER_MS = 250;

/** Where the hub does not carry a call, what it is told of it. A call that nobody answered has neither hold nor length. */
type Story = ReportedCall & { readonly isTold: boolean };

export type ReportedCallsParts = {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly toHub: (localMs: number) => number;
};

/**
 * Tells the hub of the calls on a PBX elsewhere (ADR 20). Each report is the whole call up to now, so a newer one takes
 * the place of one that still waits in the outbox.
 */
export class ReportedCalls {
  readonly #parts: ReportedCallsParts;
  readonly #stories = new Map<InteractionId, Story>();
  #stopWaiting: (() => void) | null = null;

  constructor(parts: ReportedCallsParts) {
    this.#parts = parts;
  }

  /** A call that still waits to be told of as going on died with the process before: nobody else will tell its end. */
  resume(): void {
    for (const { madeAtMs, input } of this.#waiting()) {
      const told = ReportedCall.safeParse(input);
      if (!told.success || told.data.end || this.#stories.has(told.data.interactionId)) continue;
      const { answeredAtMs, hold } = told.data;
      const atMs = Math.max(hold?.sinceMs ?? 0, answeredAtMs ?? 0, this.#parts.toHub(madeAtMs));
      const end = { atMs, endedBy: "system", result: "interrupted", wasTransferred: false, quality: null } as const;
      this.#tell(closeHold({ ...told.data, end }, atMs));
    }
  }

  /** The calls as they stand now. */
  handleCalls(calls: readonly Call[]): void {
    for (const call of calls) if (call.phase !== "ended") this.#follow(call);
    if ([...this.#stories.values()].every(({ isTold }) => isTold)) return;
    this.#stopWaiting ??= this.#parts.clock.after(TELL_AFTER_MS, () => this.flush());
  }

  handleOver(over: CallOver): void {
    const { interactionId, elsewhere: call } = over;
    if (interactionId === null || !call) return;
    this.#follow(call);
    const story = this.#stories.get(interactionId);
    if (!story) return;
    const atMs = this.#parts.toHub(over.atMs);
    const { endedBy, result, quality } = over;
    const wasTransferred = call.transferredTo !== null;
    const end = { atMs, endedBy, result, wasTransferred, quality: over.wasTalk ? quality : null };
    this.#stories.delete(interactionId);
    this.#tell(closeHold({ ...story, end }, atMs));
  }

  /** The hub may have lost what it was told, and waits to hear which calls go on. */
  handleWelcome(): void {
    for (const [interactionId, story] of this.#stories) this.#stories.set(interactionId, { ...story, isTold: false });
    this.flush();
  }

  /** Tells at once what was not told yet. */
  flush(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    for (const [interactionId, story] of this.#stories) {
      if (story.isTold) continue;
      this.#stories.set(interactionId, { ...story, isTold: true });
      this.#tell(story);
    }
  }

  #follow(call: Call): void {
    const { interactionId, answeredAtMs } = call;
    if (interactionId === null) return;
    const { toHub, clock } = this.#parts;
    const before = this.#stories.get(interactionId) ?? this.#begin(call, interactionId);
    let story = before;
    if (answeredAtMs !== null && story.answeredAtMs === null) story = { ...story, answeredAtMs: toHub(answeredAtMs) };
    const hold = holdOf(call, toHub);
    if (story.hold && !hold) story = { ...story, ...closeHold(story, toHub(clock.nowMs())) };
    else if (!story.hold && hold) story = { ...story, hold };
    if (story !== before) story = { ...story, isTold: false };
    this.#stories.set(interactionId, story);
  }

  #begin({ customer, direction, dialled, startedAtMs }: Call, interactionId: InteractionId): Story {
    return {
      interactionId,
      direction,
      customer,
      dialled: dialled ?? (direction === "out" ? customer.address : "?"),
      createdAtMs: this.#parts.toHub(startedAtMs),
      answeredAtMs: null,
      hold: null,
      heldTotalMs: 0,
      end: null,
      isTold: false,
    };
  }

  #tell(story: ReportedCall & { readonly isTold?: boolean }): void {
    const { isTold: _own, ...call } = story;
    const { outbox } = this.#parts;
    outbox.discard((command) => isAbout(command, call.interactionId));
    outbox.add("call.report", call);
  }

  #waiting(): readonly OutboxCommand[] {
    return this.#parts.outbox.pending().filter(({ name }) => name === "call.report");
  }
}

/** Either side's hold, from the first to the last. */
function holdOf(
  { heldSinceMs, heldByCustomerSinceMs }: Call,
  toHub: (localMs: number) => number,
): ReportedCall["hold"] {
  if (heldSinceMs === null && heldByCustomerSinceMs === null) return null;
  const byOperator = heldSinceMs ?? Number.POSITIVE_INFINITY;
  const byCustomer = heldByCustomerSinceMs ?? Number.POSITIVE_INFINITY;
  const by = byOperator <= byCustomer ? "operator" : "customer";
  return { sinceMs: toHub(Math.min(byOperator, byCustomer)), by };
}

function closeHold<Told extends ReportedCall>(story: Told, atMs: number): Told {
  if (!story.hold) return story;
  return { ...story, hold: null, heldTotalMs: story.heldTotalMs + Math.max(0, atMs - story.hold.sinceMs) };
}

function isAbout({ name, input }: OutboxCommand, interactionId: InteractionId): boolean {
  return name === "call.report" && (input as { interactionId?: unknown }).interactionId === interactionId;
}
