import { type InteractionId, InteractionId as InteractionIdSchema } from "../../../src-shared/ids.ts";
import type { LinkCommandInput } from "../../../src-shared/link/link-contract.ts";
import type { CallOver } from "../calls/call-service.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { OutboxCommand } from "../ports/store.ts";

/** Ends older than this need no report: a loss of the link is noticed within seconds. */
const RECENT_MS = 60_000;

type Report = LinkCommandInput<"interaction.report">;

/**
 * Tells the hub what it may have missed of this desktop's talks: that one still goes on after a break, or that one ended
 * while the hub could not hear it.
 */
export class TalkReports {
  readonly #outbox: Outbox;
  readonly #toHub: (localMs: number) => number;
  readonly #survived = new Set<InteractionId>();
  #recent: readonly CallOver[] = [];

  constructor(outbox: Outbox, toHub: (localMs: number) => number) {
    this.#outbox = outbox;
    this.#toHub = toHub;
    // This process has no talks yet, so a kept "still talking" is of one that died with the process before.
    outbox.discard((command) => isTalking(command, null));
  }

  handleSurvived(interactionId: InteractionId): void {
    this.#survived.add(interactionId);
    if (this.#outbox.pending().some((command) => isTalking(command, interactionId))) return;
    this.#report({ interactionId, call: { state: "talking" } });
  }

  handleOver(over: CallOver, isOnline: boolean, nowMs: number): void {
    const { interactionId } = over;
    if (interactionId === null || !over.wasTalk || over.elsewhere) return;
    if (over.quality) this.#outbox.add("call.report-quality", { interactionId, quality: over.quality });
    this.#outbox.discard((command) => isTalking(command, interactionId));
    const hasSurvived = this.#survived.delete(interactionId);
    if (!isOnline || over.wasDetached || hasSurvived) this.#reportEnd(interactionId, over);
    else this.#recent = [...this.#recent.filter((one) => nowMs - one.atMs < RECENT_MS), over];
  }

  /** The hub was last heard at `heardAtMs`: what ended after that, it may not know. */
  handleOffline(heardAtMs: number): void {
    for (const over of this.#recent)
      if (over.interactionId !== null && over.atMs >= heardAtMs) this.#reportEnd(over.interactionId, over);
    this.#recent = [];
  }

  #reportEnd(interactionId: InteractionId, { atMs, endedBy }: CallOver): void {
    this.#report({ interactionId, call: { state: "ended", atMs: this.#toHub(atMs), endedBy } });
  }

  #report(report: Report): void {
    this.#outbox.add("interaction.report", report);
  }
}

function isTalking(command: OutboxCommand, interactionId: InteractionId | null): boolean {
  if (command.name !== "interaction.report") return false;
  const { interactionId: reported, call } = command.input as { interactionId?: unknown; call?: { state?: unknown } };
  if (call?.state !== "talking") return false;
  return interactionId === null || InteractionIdSchema.safeParse(reported).data === interactionId;
}
