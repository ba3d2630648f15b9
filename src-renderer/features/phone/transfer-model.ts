import { HUB_LINE } from "../../../src-shared/domain/hub-line.ts";
import type { LineId } from "../../../src-shared/ids.ts";
import type { ColleagueLineView } from "../../../src-shared/ipc/colleague-lines.ts";
import type { CallView, Workplace } from "../../../src-shared/ipc/workplace.ts";
import { foundTargets, type Target, teamTarget } from "../../lib/targets.ts";
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

/** Colleagues that fit what was typed, and the number itself when it is one. */
export function targetsFor(typed: string, people: readonly Target[]): readonly Target[] {
  const found = foundTargets(typed, people);
  const isNumber = dialProblem(typed) === null && !found.some(({ address }) => address === typed.trim());
  return isNumber ? [...found, { key: "number", address: typed.trim(), name: null, state: null, line: null }] : found;
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
