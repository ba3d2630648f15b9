import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import { dialTarget } from "../../../src-shared/domain/phone-number.ts";
import type { InteractionId, OperatorId } from "../../../src-shared/ids.ts";
import type { CallBack, MissedView } from "../../../src-shared/ipc/call-log.ts";
import { accepted, type Result, refused } from "../../../src-shared/result.ts";
import type { Log } from "../ports/log.ts";
import { NO_NOTES, type OperatorNotes, type OperatorNotesStore } from "../ports/operator-notes.ts";
import type { MirrorStore } from "../ports/store.ts";
import { callBacks } from "./call-backs.ts";
import { handledAtMs, type MissedReader, missedView } from "./missed-desk.ts";

export type CallLogView = {
  readonly missed: MissedView;
  readonly redial: string | null;
  readonly callBacks: CallBack[];
};

/** So many of the newest are remembered; what is older is no longer offered anyway. */
const MOST_DISMISSED = 50;

const OF_TALKS: ReadonlySet<string> = new Set(["interaction.accepted", "interaction.transferred", "interaction.ended"]);

/** Nothing is known before it is known who works here. */
export const NO_CALL_LOG: CallLogView = { missed: { unseen: 0, mark: 0 }, redial: null, callBacks: [] };

export type CallLogParts = {
  readonly mirror: Pick<MirrorStore, "missed" | "lastTalkMs" | "history">;
  readonly notes: OperatorNotesStore;
  readonly log: Log;
  /** The hub's clock now. */
  readonly nowMs: () => number;
  /** The hub's time as this machine's clock has it. */
  readonly toLocal: (hubMs: number) => number;
  readonly self: () => OperatorId | null;
  readonly team: () => MissedReader["team"];
};

/** What the call log tells at a glance: missed calls nobody has seen to, and the number dialled last. */
export class CallLogDesk {
  readonly #parts: CallLogParts;
  #found: { readonly login: OperatorId; readonly list: readonly CallBack[] } | null = null;
  #notes: { readonly login: OperatorId; readonly kept: OperatorNotes } | null = null;

  constructor(parts: CallLogParts) {
    this.#parts = parts;
  }

  view(): CallLogView {
    const reader = this.#reader();
    if (reader === null) return NO_CALL_LOG;
    const { lastDialled, missedSeenMs } = this.#read(reader.operatorId);
    const { mirror, nowMs } = this.#parts;
    const missed = missedView(mirror, reader, missedSeenMs, nowMs());
    return { missed, redial: lastDialled, callBacks: this.#callBacks(reader.operatorId) };
  }

  /** When a talk began, changed hands or is over, another one may have to be called back. */
  handleMirror(wasReset: boolean, events: readonly { readonly type: string }[]): void {
    if (wasReset || events.some(({ type }) => OF_TALKS.has(type))) this.#found = null;
  }

  dismissCallBack(interactionId: InteractionId): Result<{ readonly [key: string]: never }, "store-failed"> {
    const self = this.#parts.self();
    if (self === null) return accepted({});
    const { notCalledBack } = this.#read(self);
    this.#found = null;
    const kept = [...notCalledBack, interactionId].slice(-MOST_DISMISSED);
    return this.#write(self, { notCalledBack: kept }) ? accepted({}) : refused("store-failed", "later");
  }

  /** Asked at every change of the mirror, also while it rings: the history is read only when a talk changed. */
  #callBacks(login: OperatorId): CallBack[] {
    if (this.#found?.login !== login) {
      const { mirror, nowMs, toLocal } = this.#parts;
      const found = callBacks(mirror, login, this.#read(login).notCalledBack, nowMs());
      this.#found = { login, list: found.map((one) => ({ ...one, lostAtMs: toLocal(one.lostAtMs) })) };
    }
    return [...this.#found.list];
  }

  handledAtMs(interaction: Interaction): number | null {
    const reader = this.#reader();
    return reader && handledAtMs(this.#parts.mirror, interaction, reader);
  }

  /** A number was dialled; what cannot be kept is only not offered again. */
  noteDialled(typed: string): void {
    const self = this.#parts.self();
    const target = dialTarget(typed);
    if (self !== null && target !== null) this.#write(self, { lastDialled: target });
  }

  /** The missed calls up to `mark` were before the operator's eyes; an older mark takes nothing back. */
  see(mark: number): Result<{ readonly [key: string]: never }, "store-failed"> {
    const self = this.#parts.self();
    if (self === null || mark <= (this.#read(self).missedSeenMs ?? 0)) return accepted({});
    return this.#write(self, { missedSeenMs: mark }) ? accepted({}) : refused("store-failed", "later");
  }

  answersOnRequest(): boolean {
    const self = this.#parts.self();
    return self !== null && this.#read(self).answersOnRequest;
  }

  setAnswersOnRequest(answersOnRequest: boolean): Result<{ readonly [key: string]: never }, "store-failed"> {
    const self = this.#parts.self();
    if (self === null) return refused("store-failed", "later");
    return this.#write(self, { answersOnRequest }) ? accepted({}) : refused("store-failed", "later");
  }

  #reader(): MissedReader | null {
    const operatorId = this.#parts.self();
    return operatorId && { operatorId, team: this.#parts.team() };
  }

  #read(login: OperatorId): OperatorNotes {
    if (this.#notes?.login !== login) this.#notes = { login, kept: this.#readKept(login) };
    return this.#notes.kept;
  }

  #readKept(login: OperatorId): OperatorNotes {
    try {
      return this.#parts.notes.read(login);
    } catch (error) {
      this.#parts.log.error({ error }, "an operator's notes could not be read");
      return NO_NOTES;
    }
  }

  #write(login: OperatorId, change: Partial<OperatorNotes>): boolean {
    const kept = { ...this.#read(login), ...change };
    this.#notes = { login, kept };
    try {
      this.#parts.notes.write(login, kept);
      return true;
    } catch (error) {
      this.#parts.log.error({ error }, "an operator's notes could not be kept");
      return false;
    }
  }
}
