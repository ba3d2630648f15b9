import type { ChannelKind } from "../../src-shared/domain/channel.ts";
import type { OperatorStanding } from "../../src-shared/domain/distribution/distribution-input.ts";
import {
  DEFAULT_WORKLOAD,
  loadOf,
  type OpenWork,
  type Room,
  roomFor,
} from "../../src-shared/domain/distribution/workload.ts";
import { isDoNotDisturb } from "../../src-shared/domain/do-not-disturb.ts";
import type { Interaction } from "../../src-shared/domain/interaction.ts";
import {
  foldPresence,
  isPresenceEvent,
  mayBeOffered,
  newPresence,
  type OperatorPresence,
} from "../../src-shared/domain/operator-presence.ts";
import type { LogEvent } from "../../src-shared/events/log-event.ts";
import type { InteractionId, OperatorId } from "../../src-shared/ids.ts";
import type { Directory } from "../accounts/directory.ts";
import { kindOf } from "../queue/contact-facts.ts";
import { HandledToday } from "../queue/handled-today.ts";

/**
 * What ties an operator to an interaction: it rings there, they talk in it, they write it up, or they called a colleague.
 * `elsewhere`: all of that on another PBX; it keeps nobody on the line whose desktop is gone.
 */
type Tie = "rung" | "talks" | "wraps-up" | "called" | "elsewhere";

const NO_ROOM: Room = { voice: false, text: false };

/** Every operator of the team: presence, what keeps them busy, and since when nothing does. Follows the log. */
export class Roster {
  readonly #directory: Directory;
  readonly #presences = new Map<OperatorId, OperatorPresence>();
  readonly #ties = new Map<InteractionId, ReadonlyMap<OperatorId, Tie>>();
  readonly #busyWith = new Map<OperatorId, Set<InteractionId>>();
  /** When each took or ended something last. */
  readonly #workedAtMs = new Map<OperatorId, number>();
  readonly #kinds = new Map<InteractionId, ChannelKind>();
  readonly #handled: HandledToday;
  /** Whose desktop can show what is written. */
  readonly #showsText = new Set<OperatorId>();

  constructor(directory: Directory, start: RosterStart) {
    this.#directory = directory;
    this.#handled = new HandledToday(start.nowMs, start.handledToday);
    const known = new Map(start.presences.map((presence) => [presence.operatorId, presence]));
    for (const { operatorId } of directory.team.operators) {
      const presence = known.get(operatorId) ?? newPresence(operatorId, start.nowMs);
      this.#presences.set(operatorId, { ...presence, desktopGoneSinceMs: start.nowMs });
      this.#busyWith.set(operatorId, new Set());
      this.#workedAtMs.set(operatorId, start.lastTalkEnds.get(operatorId) ?? 0);
    }
    for (const interaction of start.unclosed) this.#tie(interaction.interactionId, interaction, start.nowMs);
  }

  /** Takes in who came to the team, and forgets who left it; answers with everybody whose readiness may be other now. */
  followTeam(nowMs: number): ReadonlySet<OperatorId> {
    const now = new Set(this.#directory.team.operators.map(({ operatorId }) => operatorId));
    const gone = [...this.#presences.keys()].filter((operatorId) => !now.has(operatorId));
    for (const operatorId of gone) this.#presences.delete(operatorId);
    for (const operatorId of now) {
      if (this.#presences.has(operatorId)) continue;
      this.#presences.set(operatorId, newPresence(operatorId, nowMs));
      if (!this.#busyWith.has(operatorId)) this.#busyWith.set(operatorId, new Set());
      if (!this.#workedAtMs.has(operatorId)) this.#workedAtMs.set(operatorId, 0);
    }
    return new Set([...gone, ...now]);
  }

  /** Undefined for somebody who is not of this team. */
  presence(operatorId: OperatorId): OperatorPresence | undefined {
    return this.#presences.get(operatorId);
  }

  presences(): readonly OperatorPresence[] {
    return [...this.#presences.values()];
  }

  /** Keeps what a step of the presence rules remembered beside the log. */
  remember(presence: OperatorPresence): void {
    this.#presences.set(presence.operatorId, presence);
  }

  /** The operator's desktop says what it can show; answers whether that is other than before. */
  desktopShows(operatorId: OperatorId, kinds: readonly ChannelKind[]): boolean {
    const before = this.#showsText.has(operatorId);
    if (kinds.includes("text")) this.#showsText.add(operatorId);
    else this.#showsText.delete(operatorId);
    return before !== this.#showsText.has(operatorId);
  }

  /** Whether a written contact may be shown to the operator at all. */
  showsText(operatorId: OperatorId): boolean {
    return this.#showsText.has(operatorId);
  }

  /** How the distribution sees the operator. */
  standing(operatorId: OperatorId): OperatorStanding {
    const presence = this.#presences.get(operatorId);
    if (!presence) return { isPresent: false, room: NO_ROOM, idleSinceMs: 0, handled: 0, load: 0 };
    const { voice, text } = mayBeOffered(presence);
    const reach = { voice, text: text && this.showsText(operatorId) };
    const workload = this.#directory.operator(operatorId)?.workload ?? DEFAULT_WORKLOAD;
    const open = this.#openWork(operatorId);
    const room = roomFor(workload, open);
    return {
      isPresent: reach.voice || reach.text,
      room: { voice: reach.voice && room.voice, text: reach.text && room.text },
      idleSinceMs: Math.max(presence.state.sinceMs, this.#workedAtMs.get(operatorId) ?? 0),
      handled: this.#handled.get(operatorId),
      load: loadOf(workload, open),
    };
  }

  /** Whether they could be offered contacts of this kind, had they room. */
  isOnlineFor(operatorId: OperatorId, contact: Interaction): boolean {
    const presence = this.#presences.get(operatorId);
    if (!presence) return false;
    const kind = kindOf(contact);
    return mayBeOffered(presence)[kind] && (kind === "voice" || this.showsText(operatorId));
  }

  /** Whether there is room for one contact more; what of this very contact rings at them counts for nothing. */
  hasRoomFor(operatorId: OperatorId, contact: Interaction): boolean {
    const workload = this.#directory.operator(operatorId)?.workload ?? DEFAULT_WORKLOAD;
    return roomFor(workload, this.#openWork(operatorId, contact.interactionId))[kindOf(contact)];
  }

  /** Whether a contact rings at them, is talked in, or is written up. */
  isBusy(operatorId: OperatorId): boolean {
    return (this.#busyWith.get(operatorId)?.size ?? 0) > 0 || this.#writesUp(operatorId) > 0;
  }

  isTalking(operatorId: OperatorId): boolean {
    return this.#hasTie(operatorId, ["talks", "called"]);
  }

  isRung(operatorId: OperatorId): boolean {
    return this.#hasTie(operatorId, ["rung"]);
  }

  /** Whether calls to this very operator are to be refused. */
  isDoNotDisturb(operatorId: OperatorId): boolean {
    const presence = this.#presences.get(operatorId);
    return presence !== undefined && isDoNotDisturb(presence.state);
  }

  /** Takes in what was logged; answers with the operators whose readiness may be other now. */
  follow(events: readonly LogEvent[], interaction: (id: InteractionId) => Interaction | undefined): Set<OperatorId> {
    const touched = new Set<OperatorId>();
    for (const event of events) {
      if ("interactionId" in event.payload) {
        const { interactionId } = event.payload;
        this.#handled.follow(event);
        for (const operatorId of this.#tie(interactionId, interaction(interactionId), event.atMs))
          touched.add(operatorId);
      }
      if (!isPresenceEvent(event)) continue;
      const { operatorId } = event.payload;
      const presence = this.#presences.get(operatorId);
      if (!presence) continue;
      this.#presences.set(operatorId, foldPresence(presence, event));
      if (event.type === "operator.wrap-up-ended") this.#workedAtMs.set(operatorId, event.atMs);
      touched.add(operatorId);
    }
    return touched;
  }

  /** What the operator has open. What rings, and what is written up, takes its place as well. */
  #openWork(operatorId: OperatorId, exceptId?: InteractionId): OpenWork {
    const open = { voice: this.#writesUp(operatorId), text: 0 };
    for (const interactionId of this.#busyWith.get(operatorId) ?? [])
      if (interactionId !== exceptId) open[this.#kinds.get(interactionId) ?? "voice"] += 1;
    return open;
  }

  /** Talks they passed to a queue and still write up. */
  #writesUp(operatorId: OperatorId): number {
    return this.#presences.get(operatorId)?.state.passedOn?.length ?? 0;
  }

  /** Of calls only: a dialog neither engages a phone nor keeps somebody on the line whose desktop is gone. */
  #hasTie(operatorId: OperatorId, wanted: readonly Tie[]): boolean {
    for (const interactionId of this.#busyWith.get(operatorId) ?? []) {
      if (this.#kinds.get(interactionId) === "text") continue;
      const tie = this.#ties.get(interactionId)?.get(operatorId);
      if (tie && wanted.includes(tie)) return true;
    }
    return false;
  }

  #tie(interactionId: InteractionId, interaction: Interaction | undefined, atMs: number): Set<OperatorId> {
    const before = this.#ties.get(interactionId) ?? new Map<OperatorId, Tie>();
    const after = interaction ? this.#tiesOf(interaction) : new Map<OperatorId, Tie>();
    for (const [operatorId, tie] of before) {
      if (after.has(operatorId)) continue;
      this.#busyWith.get(operatorId)?.delete(interactionId);
      // An offer that was not taken is no work: it leaves the idle time as it was.
      if (tie !== "rung") this.#workedAtMs.set(operatorId, atMs);
    }
    // Who has dialogs open is idle since the last one came, or all the next ones would go to the same person.
    for (const [operatorId, tie] of after)
      if (tie === "talks" && before.get(operatorId) !== "talks") this.#workedAtMs.set(operatorId, atMs);
    for (const operatorId of after.keys()) this.#busyWith.get(operatorId)?.add(interactionId);
    if (after.size > 0) {
      this.#ties.set(interactionId, after);
      this.#kinds.set(interactionId, interaction ? kindOf(interaction) : "voice");
    } else {
      this.#ties.delete(interactionId);
      this.#kinds.delete(interactionId);
    }
    return new Set([...before.keys(), ...after.keys()]);
  }

  #tiesOf({ state, operatorId, offers, customer, reportedBy }: Interaction): Map<OperatorId, Tie> {
    const ties = new Map<OperatorId, Tie>();
    if (state === "closed") return ties;
    if (reportedBy !== undefined) return ties.set(reportedBy, "elsewhere");
    if (state === "wrap-up") return operatorId ? ties.set(operatorId, "wraps-up") : ties;
    for (const offer of offers) if (offer.outcome === null && offer.operatorId) ties.set(offer.operatorId, "rung");
    const dialler = this.#directory.operatorOfUser(customer.address);
    if (dialler) ties.set(dialler.operatorId, "called");
    if (operatorId) ties.set(operatorId, "talks");
    return ties;
  }
}

export type RosterStart = {
  readonly presences: readonly OperatorPresence[];
  readonly lastTalkEnds: ReadonlyMap<string, number>;
  readonly unclosed: readonly Interaction[];
  /** Contacts taken since the day began. */
  readonly handledToday?: ReadonlyMap<OperatorId, number>;
  readonly nowMs: number;
};
