import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { type Interaction, isOpen } from "../../../src-shared/domain/interaction.ts";
import { OperatorStatus, StatusSetter } from "../../../src-shared/domain/operator-status.ts";
import { InteractionId, OperatorId, QueueId } from "../../../src-shared/ids.ts";
import type { HttpNeeds, HubRoutes } from "../http-needs.ts";

const TAGS = ["team"];
const EpochMs = z.number().int();
const Contact = z.object({
  interactionId: InteractionId,
  channel: z.string(),
  direction: z.enum(["in", "out"]),
  state: z.string(),
  queueId: QueueId.nullable(),
  operatorId: OperatorId.nullable(),
  customer: z.object({ address: z.string(), name: z.string().nullable() }),
  createdAtMs: EpochMs,
  offeredTo: z.array(OperatorId),
  assignedTo: OperatorId.nullable(),
  priority: z.number().int(),
});
const Standing = z.object({
  operatorId: OperatorId,
  name: z.string(),
  status: OperatorStatus,
  reason: z.string().nullable(),
  sinceMs: EpochMs,
  setBy: StatusSetter.nullable(),
  isDesktopLinked: z.boolean(),
  isPhoneRegistered: z.boolean(),
  contacts: z.array(InteractionId).describe("What they are on now: it rings, is talked in, or is written up."),
  writesUp: z.array(InteractionId).describe("Talks they passed to a queue and still write up."),
});
const refusals = { 401: Refusal, 403: Refusal } as const;

/** For those who lead the team: who waits, and who is on what. */
export const teamWatchRoutes: HubRoutes = (app, needs) => {
  app.get(
    "/contacts",
    {
      config: { right: "contact.reassign" },
      schema: {
        summary: "Contacts that are not over: who waits, and who is on what; the oldest first",
        tags: TAGS,
        response: { 200: z.object({ contacts: z.array(Contact) }), ...refusals },
      },
    },
    async () => ({ contacts: needs.log.unclosed().filter(isOpen).map(contactOf) }),
  );
  app.get(
    "/operators",
    {
      config: { right: "status.set-other" },
      schema: {
        summary: "Everybody of the team, their status and what they are on",
        tags: TAGS,
        response: { 200: z.object({ operators: z.array(Standing) }), ...refusals },
      },
    },
    async () => ({ operators: standings(needs) }),
  );
};

function contactOf({ offers, assigned, priority, hints, ...known }: Interaction): z.output<typeof Contact> {
  const offeredTo = offers.flatMap(({ outcome, operatorId }) => (outcome === null && operatorId ? [operatorId] : []));
  return { ...known, offeredTo, assignedTo: assigned?.operatorId ?? null, priority: priority ?? hints?.priority ?? 0 };
}

function standings({ log, service, directory }: HttpNeeds): z.output<typeof Standing>[] {
  const contacts = log.unclosed();
  return service.presences().map(({ operatorId, state, isDesktopLinked, isPhoneRegistered }) => {
    const { status, reason, sinceMs, setBy = null } = state;
    const isOn = (contact: Interaction) =>
      contact.operatorId === operatorId ||
      contact.offers.some((offer) => offer.outcome === null && offer.operatorId === operatorId);
    const name = directory.operator(operatorId)?.name ?? operatorId;
    const standing = { operatorId, name, status, reason, sinceMs, setBy, isDesktopLinked, isPhoneRegistered };
    const writesUp = (state.passedOn ?? []).map(({ interactionId }) => interactionId);
    return { ...standing, writesUp, contacts: contacts.filter(isOn).map(({ interactionId }) => interactionId) };
  });
}
