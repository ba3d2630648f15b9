import { HUB_LINE } from "../../../src-shared/domain/hub-line.ts";
import type { Operator } from "../../../src-shared/domain/team.ts";
import type { LineId } from "../../../src-shared/ids.ts";
import type { ColleagueLineView } from "../../../src-shared/ipc/colleague-lines.ts";
import type { CallView, ColleagueState, Workplace } from "../../../src-shared/ipc/workplace.ts";
import { dialProblem, isLive, type TileBlock } from "./phone-model.ts";

/** Which tiles a call shows: a plain talk, one that is being passed on, a consultation, or a talk of three. */
export type TileSet = "plain" | "passing" | "consultation" | "conference";

export function tileSetOf(call: CallView): TileSet {
  if (call.isInConference) return "conference";
  if (call.consultOf !== null) return "consultation";
  return call.transfer?.kind === "blind" ? "passing" : "plain";
}

/** The other of the two talks: the one asked about, the other member of a conference, or the one on hold. */
export function otherTalk(call: CallView, calls: readonly CallView[]): CallView | null {
  const others = calls.filter((other) => other.callId !== call.callId && isLive(other) && other.phase === "talking");
  return others.length === 1 ? (others[0] ?? null) : null;
}

/** Why a consultation cannot be joined now; null when it can. */
export function joinBlock(call: CallView, calls: readonly CallView[]): TileBlock {
  if (call.phase !== "talking") return "after-party";
  const customers = calls.find(({ callId }) => callId === call.consultOf);
  return customers?.transfer ? "joining" : null;
}

/** Why the two talks cannot become one of three now; null when they can. */
export function conferenceBlock(call: CallView, calls: readonly CallView[]): TileBlock {
  if (call.phase !== "talking" || otherTalk(call, calls) === null) return "after-party";
  return calls.some(({ transfer }) => transfer !== null) ? "joining" : null;
}

/** Somebody a talk can be passed to. `state`: as the hub knows the team; `line`: as a PBX tells; both null: just a number. */
export type Target = {
  readonly key: string;
  readonly address: string;
  readonly name: string | null;
  readonly state: ColleagueState | null;
  readonly line: ColleagueLineView | null;
  /** A queue: how many wait in it. */
  readonly queue?: { readonly waiting: number };
};

/** Who can take it best comes first: free on the line, then talking, on a break, not on the line. */
const RANK = { free: 0, talking: 1, ringing: 1, queue: 2, break: 3, "not-ready": 4, unknown: 4, offline: 5 } as const;

/** Colleagues that fit what was typed, and the number itself when it is one. */
export function targetsFor(typed: string, people: readonly Target[]): readonly Target[] {
  const found = people
    .filter((one) => isFound(one, typed))
    .sort((one, other) => rankOf(one) - rankOf(other) || (one.name ?? "").localeCompare(other.name ?? ""));
  const isNumber = dialProblem(typed) === null && !found.some(({ address }) => address === typed.trim());
  return isNumber ? [...found, { key: "number", address: typed.trim(), name: null, state: null, line: null }] : found;
}

/** Whether what was typed is in a name, or an extension begins with it. */
export function isFound({ name, address }: Target, typed: string): boolean {
  const wanted = typed.trim().toLocaleLowerCase();
  return Boolean(name?.toLocaleLowerCase().includes(wanted)) || address.startsWith(wanted);
}

/** The queues of the team, for talks that its own exchange carries. */
export function queueTargets(
  lineId: LineId,
  { queues = [], waiting }: Pick<Workplace, "queues" | "waiting">,
): readonly Target[] {
  if (lineId !== HUB_LINE) return [];
  return queues.map(({ queueId, name, number }) => ({
    key: `queue ${queueId}`,
    address: number,
    name,
    state: null,
    line: null,
    queue: { waiting: waiting.filter((contact) => contact.queueId === queueId).length },
  }));
}

type People = Pick<Workplace, "colleagues" | "colleagueStates" | "colleagueLines">;

/** Those reached by a line: a PBX with colleagues of its own knows nothing of the hub's extensions. */
export function peopleOfLine(lineId: LineId, people: People): readonly Target[] {
  const ofLine = people.colleagueLines.filter((one) => one.lineId === lineId).map(lineTarget);
  return ofLine.length > 0 ? ofLine : people.colleagues.map((one) => teamTarget(one, people.colleagueStates));
}

export type PeopleGroup = { readonly lineId: LineId; readonly people: readonly Target[] };

/** Everybody who can be called by name, by the line they are called by; groups without people are left out. */
export function peopleGroups(lineIds: readonly LineId[], people: People): readonly PeopleGroup[] {
  const groups = lineIds.map((lineId) => ({
    lineId,
    people:
      lineId === HUB_LINE
        ? people.colleagues.map((one) => teamTarget(one, people.colleagueStates))
        : people.colleagueLines.filter((one) => one.lineId === lineId).map(lineTarget),
  }));
  return groups.filter((group) => group.people.length > 0);
}

function lineTarget(line: ColleagueLineView): Target {
  const { lineId, extension, name } = line;
  return { key: `${lineId} ${extension}`, address: extension, name: name === "" ? null : name, state: null, line };
}

function teamTarget({ operatorId, name, extension }: Operator, states: readonly ColleagueState[]): Target {
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
