import { type Interaction, isOpen } from "../../src-shared/domain/interaction.ts";
import type { OperatorId } from "../../src-shared/ids.ts";
import type { Directory } from "../accounts/directory.ts";
import type { EventLog } from "../log/event-log.ts";
import type { Telephony } from "../telephony/telephony.ts";
import type { CallBook, CallRecord } from "./call-book.ts";

type Needs = { readonly log: Pick<EventLog, "interaction">; readonly telephony: Telephony };

/** Talks the exchange took up again after a restart are calls like any other from here on. */
export function bookResumedTalks({ log, telephony }: Needs, book: CallBook): void {
  for (const { callId, interactionId, callerUser, calleeUser, holders } of telephony.resumed) {
    const interaction = interactionId && log.interaction(interactionId);
    // What the log knows as over, or was never told of, is left to its two sides.
    if (!interaction || !isOpen(interaction)) continue;
    const isOrdered = interaction.channel === "callback";
    const kind = isOrdered
      ? "callback"
      : interaction.direction === "out"
        ? "outgoing"
        : interaction.queueId === null
          ? "direct"
          : "queue";
    const record = book.add({ callId, interactionId: interaction.interactionId, kind, callerUser });
    record.calleeUser = calleeUser;
    for (const holder of holders) record.holders.add(holder);
  }
}

/** Who waited before the restart and waits still, in the order they came; whom the log knows as gone is let go. */
export function bookResumedWaits({ log, telephony }: Needs, book: CallBook): readonly Interaction[] {
  const waiting: Interaction[] = [];
  for (const { callId, interactionId, callerUser } of telephony.resumedWaits ?? []) {
    const interaction = log.interaction(interactionId);
    const isWaiting = interaction?.queueId && (interaction.state === "queued" || interaction.state === "offered");
    if (interaction && isWaiting) {
      book.add({ callId, interactionId, kind: "queue", callerUser });
      waiting.push(interaction);
    } else telephony.refuse(callId, 480);
  }
  return waiting.sort((one, other) => one.createdAtMs - other.createdAtMs);
}

/** The operator in a talk: who was called or, where that is no operator, who called; null while nobody has answered. */
export function talkerOf(
  directory: Pick<Directory, "operatorOfUser">,
  record: CallRecord | undefined,
): OperatorId | null {
  if (!record || record.calleeUser === null) return null;
  const operator = directory.operatorOfUser(record.calleeUser) ?? directory.operatorOfUser(record.callerUser);
  return operator?.operatorId ?? null;
}
