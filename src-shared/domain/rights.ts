import * as z from "zod";

/**
 * What a person of the team is. An operator answers customers; a supervisor (руководитель) leads a team of them and may
 * answer too; an administrator also looks after people, channels and the hub itself.
 */
export const Role = z.enum(["operator", "supervisor", "administrator"]);
export type Role = z.output<typeof Role>;

/**
 * What may be done, by the name of the deed. A command of the link and a route of the API names exactly one of them; an
 * event of the log may ask for one before it is shown. `-own`: about oneself; `-other`, `-team`: about anybody.
 */
export const Right = z.enum([
  // One's own account, status and work.
  "account.own",
  "status.set-own",
  "contact.handle",
  "customer.read",
  "callback.handle",
  "queue.watch",
  "history.read-own",
  "fairness.read-own",
  "script.run",
  // The work of others.
  "status.set-other",
  "status.manage-breaks",
  "contact.reassign",
  "talk.listen",
  "callback.manage",
  "history.read-team",
  "recording.play-team",
  "fairness.read-team",
  "report.read",
  "people.read",
  "script.publish",
  "queue.manage",
  // The hub, and what is known of people and customers.
  "people.manage",
  "audit.read",
  "customer.export",
  "customer.erase",
  "channel.manage",
  "metrics.read",
  "hub.manage",
]);
export type Right = z.output<typeof Right>;

const OF_OPERATORS: readonly Right[] = [
  "account.own",
  "status.set-own",
  "contact.handle",
  "customer.read",
  "callback.handle",
  "queue.watch",
  "history.read-own",
  "fairness.read-own",
  "script.run",
];

const OF_SUPERVISORS: readonly Right[] = [
  ...OF_OPERATORS,
  "status.set-other",
  "status.manage-breaks",
  "contact.reassign",
  "talk.listen",
  "callback.manage",
  "history.read-team",
  "recording.play-team",
  "fairness.read-team",
  "report.read",
  "people.read",
  "script.publish",
  "queue.manage",
];

const OF_ADMINISTRATORS: readonly Right[] = [
  ...OF_SUPERVISORS,
  "people.manage",
  "audit.read",
  "customer.export",
  "customer.erase",
  "channel.manage",
  "metrics.read",
  "hub.manage",
];

/** The one role table: what is not named here is not allowed. */
const RIGHTS_OF: Readonly<Record<Role, ReadonlySet<Right>>> = {
  operator: new Set(OF_OPERATORS),
  supervisor: new Set(OF_SUPERVISORS),
  administrator: new Set(OF_ADMINISTRATORS),
};

/** Whether a person in this role may do this. */
export function hasRight(role: Role, right: Right): boolean {
  return RIGHTS_OF[role].has(right);
}
