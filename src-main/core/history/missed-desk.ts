import type { Interaction } from "../../../src-shared/domain/interaction.ts";
import { isSameAddress } from "../../../src-shared/domain/phone-number.ts";
import type { OperatorId } from "../../../src-shared/ids.ts";
import type { MissedView } from "../../../src-shared/ipc/call-log.ts";
import type { MirrorStore } from "../ports/store.ts";

/** Nobody has looked here yet: what is older than a shift is somebody else's, or long forgotten. */
const FIRST_LOOK_MS = 12 * 60 * 60_000;
/** More than so many is shown as so many; nobody counts further. */
const MOST_COUNTED = 99;

type Colleague = { readonly operatorId: OperatorId; readonly extension: string };

/** Whose missed calls these are, and who else is in the team (this operator too). */
export type MissedReader = {
  readonly operatorId: OperatorId;
  readonly team: readonly Colleague[];
};

type MissedStore = Pick<MirrorStore, "missed" | "lastTalkMs">;

/**
 * When a missed call was seen to: a colleague had this very call, or anybody of the team talked with the customer later.
 * A colleague's missed call is seen to by a talk with that colleague, whoever of the two dialled.
 */
export function handledAtMs(store: MissedStore, interaction: Interaction, reader: MissedReader): number | null {
  const { acceptedAtMs, endedAtMs, customer } = interaction;
  if (acceptedAtMs !== null) return acceptedAtMs;
  const caller = reader.team.find(({ extension }) => isSameAddress(extension, customer.address));
  const own = reader.team.find(({ operatorId }) => operatorId === reader.operatorId);
  const talks = caller
    ? [
        store.lastTalkMs(caller.extension, reader.operatorId),
        own ? store.lastTalkMs(own.extension, caller.operatorId) : null,
      ]
    : [store.lastTalkMs(customer.address, null)];
  const lastMs = Math.max(...talks.map((atMs) => atMs ?? 0));
  return lastMs > (endedAtMs ?? 0) ? lastMs : null;
}

/** How many missed calls wait for this operator's eye; `seenMs`: what ended up to then was seen. All times are the hub's. */
export function missedView(store: MissedStore, reader: MissedReader, seenMs: number | null, nowMs: number): MissedView {
  const afterMs = seenMs ?? Math.max(0, nowMs - FIRST_LOOK_MS);
  const missed = store.missed({ operatorId: reader.operatorId, afterMs, limit: MOST_COUNTED });
  const unseen = missed.filter((interaction) => handledAtMs(store, interaction, reader) === null);
  return { unseen: unseen.length, mark: missed[0]?.endedAtMs ?? afterMs };
}
