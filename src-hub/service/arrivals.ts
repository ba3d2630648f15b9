import { normaliseAddress } from "../../src-shared/domain/phone-number.ts";
import type { SiteVisit } from "../../src-shared/domain/site-visit.ts";
import type { Operator, Queue } from "../../src-shared/domain/team.ts";
import type { Customer } from "../../src-shared/events/log-event.ts";
import type { OperatorId } from "../../src-shared/ids.ts";
import type { Directory } from "../accounts/directory.ts";
import type { SiteCalls } from "../site-call/site-calls.ts";
import type { TelephonyEvent } from "../telephony/telephony.ts";

/** Where an arrived call goes. */
export type Route =
  | {
      readonly kind: "queue";
      readonly queue: Queue;
      readonly customer: Customer;
      /** Of a call from a company's site. */
      readonly site?: { readonly key: string; readonly visit: SiteVisit };
    }
  | { readonly kind: "direct"; readonly callee: Operator; readonly customer: Customer }
  | { readonly kind: "outgoing"; readonly dialler: Operator; readonly far: FarEnd; readonly customer: Customer }
  /** An operator dialled what leads nowhere: it goes into their history as failed. */
  | { readonly kind: "wrong-number"; readonly dialler: Operator; readonly customer: Customer }
  | { readonly kind: "refused"; readonly sipCode: number };

/** Who is rung: a SIP user, or a number that a trunk calls. */
export type FarEnd = { readonly user: string; readonly isOutside: boolean };

const LONGEST_TEXT = 128;
/** A number as a trunk takes it: with its country, or a short one of the town's services. */
const OUTSIDE = /^\+?\d{2,15}$/;

/** Decides where a call goes. A line may call queues and operators; only an operator may call a line, or outside. */
export function routeArrival(
  directory: Directory,
  arrived: Extract<TelephonyEvent, { type: "arrived" }>,
  hasOutside = false,
): Route {
  const dialler = directory.operatorOfUser(arrived.fromUser);
  // A phone of another make, whose account stands in the PBX's own files, may still be let in there.
  if (dialler && directory.roleOf(dialler.operatorId) === null) return { kind: "refused", sipCode: 403 };
  const destination = directory.destination(arrived.dialled);
  const customer = clipped(arrived.from);
  if (destination?.kind === "queue") return { kind: "queue", queue: destination.queue, customer };
  if (destination?.kind === "operator" && destination.operator !== dialler)
    return { kind: "direct", callee: destination.operator, customer };
  if (!dialler) return { kind: "refused", sipCode: 404 };
  if (destination?.kind === "line") {
    const { login, number, name } = destination.line;
    const far = { user: login, isOutside: false };
    return { kind: "outgoing", dialler, far, customer: { address: normaliseAddress(number), name } };
  }
  const called = { address: normaliseAddress(dialledText(arrived.dialled)), name: null };
  const user = hasOutside && destination === null ? outsideNumber(arrived.dialled) : null;
  if (user === null) return { kind: "wrong-number", dialler, customer: called };
  return { kind: "outgoing", dialler, far: { user, isOutside: true }, customer: called };
}

/** A visitor of a site: the ticket says which queue, who and from which page; without one nothing is known of the call. */
export async function routeGuest(
  directory: Directory,
  siteCalls: Pick<SiteCalls, "claim"> | null | undefined,
  { fromUser, dialled, over }: Extract<TelephonyEvent, { type: "arrived" }>,
): Promise<Route> {
  const ticket = await siteCalls?.claim(fromUser, dialled, over);
  const queue = ticket && directory.queue(ticket.queueId);
  if (!ticket || !queue) return { kind: "refused", sipCode: 403 };
  const { customer, siteKey: key, visit } = ticket;
  return { kind: "queue", queue, customer, site: { key, visit } };
}

/** Who is meant by a transfer: a colleague, or somebody outside the team; null when nobody is called that. */
export function transferTarget(
  directory: Directory,
  dialled: string,
  hasOutside = false,
): (FarEnd & { readonly operatorId: OperatorId | null }) | null {
  const destination = directory.destination(dialled);
  if (destination?.kind === "operator") {
    const { extension, operatorId } = destination.operator;
    return { user: extension, isOutside: false, operatorId };
  }
  if (destination?.kind === "line") return { user: destination.line.login, isOutside: false, operatorId: null };
  const user = hasOutside && destination === null ? outsideNumber(dialled) : null;
  return user === null ? null : { user, isOutside: true, operatorId: null };
}

function outsideNumber(dialled: string): string | null {
  const number = normaliseAddress(dialledText(dialled));
  return OUTSIDE.test(number) ? number : null;
}

/** What was dialled, as the log may hold it. */
export function dialledText(dialled: string): string {
  return dialled.slice(0, LONGEST_TEXT) || "?";
}

function clipped({ address, name }: Customer): Customer {
  return { address: normaliseAddress(dialledText(address)), name: name?.slice(0, LONGEST_TEXT) || null };
}
