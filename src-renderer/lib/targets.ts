import type { Operator } from "../../src-shared/domain/team.ts";
import type { QueueId } from "../../src-shared/ids.ts";
import type { ColleagueLineView } from "../../src-shared/ipc/colleague-lines.ts";
import type { ColleagueState, Workplace } from "../../src-shared/ipc/workplace.ts";

/** Somebody a contact can be passed to. `state`: as the hub knows the team; `line`: as a PBX tells; both null: just a number. */
export type Target = {
  readonly key: string;
  readonly address: string;
  readonly name: string | null;
  readonly state: ColleagueState | null;
  readonly line: ColleagueLineView | null;
  /** A queue: how many wait in it. */
  readonly queue?: { readonly queueId: QueueId; readonly waiting: number };
};

/** Who can take it best comes first: free on the line, then talking, on a break, not on the line. */
const RANK = { free: 0, talking: 1, ringing: 1, queue: 2, break: 3, "not-ready": 4, unknown: 4, offline: 5 } as const;

/** Those that fit what was typed, who can take it best first. */
export function foundTargets(typed: string, targets: readonly Target[]): readonly Target[] {
  return targets
    .filter((one) => isFound(one, typed))
    .sort((one, other) => rankOf(one) - rankOf(other) || (one.name ?? "").localeCompare(other.name ?? ""));
}

/** Whether what was typed is in a name, or an extension begins with it. */
export function isFound({ name, address }: Target, typed: string): boolean {
  const wanted = typed.trim().toLocaleLowerCase();
  return Boolean(name?.toLocaleLowerCase().includes(wanted)) || address.startsWith(wanted);
}

/** The queues of the team. */
export function queueTargets({ queues = [], waiting }: Pick<Workplace, "queues" | "waiting">): readonly Target[] {
  return queues.map(({ queueId, name, number }) => ({
    key: `queue ${queueId}`,
    address: number,
    name,
    state: null,
    line: null,
    queue: { queueId, waiting: waiting.filter((contact) => contact.queueId === queueId).length },
  }));
}

/** A colleague, as the hub knows them. */
export function teamTarget({ operatorId, name, extension }: Operator, states: readonly ColleagueState[]): Target {
  const state = states.find((one) => one.operatorId === operatorId) ?? null;
  return { key: operatorId, address: extension, name, state, line: null };
}

function rankOf({ state, line, queue }: Target): number {
  if (queue) return RANK.queue;
  if (line) return RANK[line.state];
  if (!state) return RANK.offline;
  if (state.isTalking) return RANK.talking;
  return state.status === "online" ? RANK.free : RANK[state.status];
}
