import { normaliseAddress } from "../../src-shared/domain/phone-number.ts";
import type { Line, Operator, Queue } from "../../src-shared/domain/team.ts";
import type { Customer } from "../../src-shared/events/log-event.ts";
import type { OperatorId } from "../../src-shared/ids.ts";
import type { Directory } from "../accounts/directory.ts";
import type { TelephonyEvent } from "../telephony/telephony.ts";

/** Where an arrived call goes. */
export type Route =
  | { readonly kind: "queue"; readonly queue: Queue; readonly customer: Customer }
  | { readonly kind: "direct"; readonly callee: Operator; readonly customer: Customer }
  | { readonly kind: "outgoing"; readonly dialler: Operator; readonly line: Line; readonly customer: Customer }
  /** An operator dialled what leads nowhere: it goes into their history as failed. */
  | { readonly kind: "wrong-number"; readonly dialler: Operator; readonly customer: Customer }
  | { readonly kind: "refused"; readonly sipCode: number };

const LONGEST_TEXT = 128;

/** Decides where a call goes. A line may call queues and operators; only an operator may call a line. */
export function routeArrival(directory: Directory, arrived: Extract<TelephonyEvent, { type: "arrived" }>): Route {
  const dialler = directory.operatorOfUser(arrived.fromUser);
  const destination = directory.destination(arrived.dialled);
  const customer = clipped(arrived.from);
  if (destination?.kind === "queue") return { kind: "queue", queue: destination.queue, customer };
  if (destination?.kind === "operator" && destination.operator !== dialler)
    return { kind: "direct", callee: destination.operator, customer };
  if (!dialler) return { kind: "refused", sipCode: 404 };
  if (destination?.kind !== "line")
    return {
      kind: "wrong-number",
      dialler,
      customer: { address: normaliseAddress(dialledText(arrived.dialled)), name: null },
    };
  const { line } = destination;
  return { kind: "outgoing", dialler, line, customer: { address: normaliseAddress(line.number), name: line.name } };
}

/** Who is meant by a transfer: a colleague, or somebody outside the team; null when nobody is called that. */
export function transferTarget(
  directory: Directory,
  dialled: string,
): { readonly user: string; readonly operatorId: OperatorId | null } | null {
  const destination = directory.destination(dialled);
  if (destination?.kind === "operator") {
    const { extension, operatorId } = destination.operator;
    return { user: extension, operatorId };
  }
  return destination?.kind === "line" ? { user: destination.line.login, operatorId: null } : null;
}

/** What was dialled, as the log may hold it. */
export function dialledText(dialled: string): string {
  return dialled.slice(0, LONGEST_TEXT) || "?";
}

function clipped({ address, name }: Customer): Customer {
  return { address: normaliseAddress(dialledText(address)), name: name?.slice(0, LONGEST_TEXT) || null };
}
