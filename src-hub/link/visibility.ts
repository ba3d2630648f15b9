import type { ReplyScope } from "../../src-shared/domain/replies/quick-reply.ts";
import { hasRight, type Right, type Role } from "../../src-shared/domain/rights.ts";
import type { EventType, LogEvent } from "../../src-shared/events/log-event.ts";
import type { OperatorId } from "../../src-shared/ids.ts";

/** Who looks at the log. */
export type Viewer = { readonly operatorId: OperatorId; readonly role: Role };

/**
 * Who may hold an event of a type: who has the right, or what the function says of a viewer and an event. A total map:
 * a new type of event without a rule does not compile. Today the whole team sees the team's log, because the queue and
 * the customer's card need it.
 */
const RULES: { readonly [T in EventType]: Right | ((viewer: Viewer, event: LogEvent<T>) => boolean) } = {
  "interaction.created": "queue.watch",
  "interaction.queued": "queue.watch",
  "interaction.offered": "queue.watch",
  "interaction.offer-ended": "queue.watch",
  "interaction.assigned": "queue.watch",
  "interaction.priority-changed": "queue.watch",
  "interaction.treated": "queue.watch",
  "interaction.accepted": "queue.watch",
  "interaction.held": "queue.watch",
  "interaction.resumed": "queue.watch",
  "interaction.transferred": "queue.watch",
  "interaction.ended": "queue.watch",
  "interaction.wrap-up-extended": "queue.watch",
  "interaction.closed": "queue.watch",
  "interaction.call-back-noted": "queue.watch",
  "callback.ordered": "callback.handle",
  "callback.merged": "callback.handle",
  "callback.due": "callback.handle",
  "callback.postponed": "callback.handle",
  "callback.dialling": "callback.handle",
  "callback.attempt-failed": "callback.handle",
  "callback.own-call": "callback.handle",
  "callback.closed": "callback.handle",
  // What a colleague noted is part of the customer's card.
  "interaction.note-changed": "customer.read",
  "interaction.outcome-changed": "customer.read",
  "message.received": ownsContact,
  "message.sent": ownsContact,
  "message.delivery-changed": ownsContact,
  "message.resent": ownsContact,
  "message.edited": ownsContact,
  "message.edit-asked": ownsContact,
  "message.edit-failed": ownsContact,
  "message.deleted": ownsContact,
  "message.delete-asked": ownsContact,
  "message.delete-failed": ownsContact,
  // How far somebody has read is theirs: their other desktops show the same.
  "conversation.read-up-to": ({ operatorId }, { payload }) => payload.operatorId === operatorId,
  "reply.changed": isForViewer,
  "reply.removed": isForViewer,
  "script.published": "script.run",
  "script.withdrawn": "script.run",
  // What was filled in concerns whoever has the contact, and they ask for the run as it stands.
  "script.run-began": () => false,
  "script.stepped": () => false,
  // A rating is about a person: those who lead the team see it.
  "contact.rated": "report.read",
  "call.quality-measured": "queue.watch",
  "call.recording-changed": "queue.watch",
  "recording.listened": "audit.read",
  "queue.rules-changed": "queue.watch",
  "customer.described": "customer.read",
  // Each copy of what is erased has to go.
  "customer.erased": "queue.watch",
  "customer.exported": "audit.read",
  "customer.routing-changed": "queue.manage",
  "data.expired": "queue.watch",
  "settings.changed": "queue.manage",
  "topics.changed": "queue.manage",
  "operator.status-changed": "queue.watch",
  "operator.next-status-changed": "queue.watch",
  "operator.break-overrun": "queue.watch",
  "operator.wrap-up-began": "queue.watch",
  "operator.wrap-up-extended": "queue.watch",
  "operator.wrap-up-ended": "queue.watch",
  "operator.phone-changed": "queue.watch",
  "operator.desktop-changed": "queue.watch",
  "channel.site-changed": "channel.manage",
  "person.created": "people.read",
  "person.changed": "people.read",
  "person.role-changed": "people.read",
  "person.blocked": "people.read",
  "person.unblocked": "people.read",
  "person.removed": "people.read",
  "person.password-changed": "audit.read",
  "person.totp-changed": "audit.read",
  "person.signed-in": "audit.read",
  "person.sessions-ended": "audit.read",
  "person.lock-cleared": "audit.read",
};

/** Whether a person's desktop may hold an event: the only place where the link narrows what is seen. */
export function mayOperatorSee(viewer: Viewer, event: LogEvent): boolean {
  const rule: Right | ((viewer: Viewer, event: never) => boolean) = RULES[event.type];
  return typeof rule === "string" ? hasRight(viewer.role, rule) : rule(viewer, event as never);
}

/** Whether an event is decided for each person by itself, not for the role. */
export function isPersonal(event: LogEvent): boolean {
  return typeof RULES[event.type] !== "string";
}

/** Whether everybody of a role may hold an event; what is personal is not for a role. */
export function mayRoleSee(role: Role, event: LogEvent): boolean {
  const rule = RULES[event.type];
  return typeof rule === "string" && hasRight(role, rule);
}

/** A colleague's own replies are nobody else's; what is shared goes to all, since anybody may be put on a queue tomorrow. */
function isForViewer(
  { operatorId }: Viewer,
  { payload }: { readonly payload: { readonly operatorId: string; readonly scope: ReplyScope } },
) {
  return payload.scope.kind !== "own" || payload.operatorId === operatorId;
}

/** What is written goes to who owned the contact then; others read it, when they may, page by page. */
function ownsContact({ operatorId }: Viewer, { payload }: { readonly payload: { readonly ownerId: string | null } }) {
  return payload.ownerId === operatorId;
}
