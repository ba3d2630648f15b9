import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { AUDITED, readAudit } from "../../log/audit-store.ts";
import { customerMark } from "../../log/customer-mark.ts";
import type { HubRoutes } from "../http-needs.ts";

const EpochMs = z.coerce.number().int().nonnegative();
const Question = z.object({
  fromMs: EpochMs.optional(),
  toMs: EpochMs.optional(),
  actor: z.string().min(1).max(64).optional().describe("Who did it: a login, or system."),
  kind: z.enum(AUDITED).optional(),
  person: z.string().min(1).max(64).optional().describe("Whom it was done to."),
  customer: z.string().min(1).max(128).optional().describe("An address; how they are distributed was changed."),
  beforeSeq: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
const Entry = z.object({
  seq: z.number().int(),
  atMs: z.number().int(),
  actor: z.string(),
  kind: z.string(),
  payload: z.unknown(),
});
const Page = z.object({ entries: z.array(Entry), nextBeforeSeq: z.number().int().nullable() });

/** Who did what to people, settings and data. The facts are the log's own: nothing of a customer stands in them. */
export const auditRoutes: HubRoutes = (app, { db, log }) => {
  app.get(
    "/audit",
    {
      config: { right: "audit.read" },
      schema: {
        summary: "Who did what to people, settings and data, newest first",
        description:
          "A page looks at 20,000 numbers of the log at most, and may be short: go on while nextBeforeSeq is not null.",
        tags: ["audit"],
        querystring: Question,
        response: { 200: Page, 400: Refusal, 401: Refusal, 403: Refusal },
      },
    },
    async ({ query: { kind, person, customer, beforeSeq, ...rest } }) => {
      const { events, nextBeforeSeq } = await readAudit(db, {
        ...{ fromMs: rest.fromMs, toMs: rest.toMs, actor: rest.actor, limit: rest.limit },
        beforeSeq: beforeSeq ?? log.headSeq + 1,
        kinds: kind ? [kind] : AUDITED,
        about: customer === undefined ? person : await customerMark(db, customer),
      });
      const entries = events.map(({ seq, atMs, actor, type, payload }) => ({ seq, atMs, actor, kind: type, payload }));
      return { entries, nextBeforeSeq };
    },
  );
};
