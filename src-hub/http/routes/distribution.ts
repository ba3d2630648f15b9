import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import { CustomerRouting } from "../../../src-shared/domain/distribution/customer-routing.ts";
import { DEFAULT_QUEUE_RULES, QueueRules } from "../../../src-shared/domain/distribution/queue-rules.ts";
import { FairnessPeriod, FairnessReport } from "../../../src-shared/domain/fairness/fairness-report.ts";
import { normaliseAddress } from "../../../src-shared/domain/phone-number.ts";
import { PLAIN_TEXT } from "../../../src-shared/domain/plain-text.ts";
import { OperatorId, QueueId } from "../../../src-shared/ids.ts";
import { changeCustomerRouting, changeQueueRules } from "../../queue/queue-settings.ts";
import { readCustomerRouting } from "../../queue/routing-store.ts";
import { readFairnessReport } from "../../service/fairness-reader.ts";
import { callerOf } from "../authorise.ts";
import type { HubRoutes } from "../http-needs.ts";
import { HttpRefusedError } from "../refused-error.ts";

const TAGS = ["distribution"];
const Period = z.object({ fromMs: z.coerce.number(), toMs: z.coerce.number() }).pipe(FairnessPeriod);
const OneQueue = z.object({ queueId: QueueId });
const OneCustomer = z.object({ address: z.string().min(1).max(128).regex(PLAIN_TEXT) });
const refusals = { 400: Refusal, 401: Refusal, 403: Refusal, 404: Refusal } as const;
const manage = { right: "queue.manage" } as const;

/** How contacts are given out, and how fairly. */
export const distributionRoutes: HubRoutes = (app, { db, directory, service }) => {
  app.get(
    "/fairness",
    {
      config: { right: "fairness.read-own" },
      schema: {
        summary: "The ledger of fairness of a period, in whole hours",
        description: "Everybody's row for who may read the team's, else one's own; the team's mean and spread for all.",
        tags: TAGS,
        querystring: Period,
        response: { 200: FairnessReport, ...refusals },
      },
    },
    async (request) => {
      const { personId, role } = callerOf(request);
      return readFairnessReport(db, { operatorId: OperatorId.parse(personId), role }, request.query);
    },
  );
  app.get(
    "/queues/:queueId/rules",
    {
      config: { right: "queue.watch" },
      schema: {
        summary: "How a queue distributes",
        tags: TAGS,
        params: OneQueue,
        response: { 200: QueueRules, ...refusals },
      },
    },
    async ({ params: { queueId } }) => {
      const queue = directory.queue(queueId);
      if (!queue) throw refusedQueue("unknown-queue");
      return queue.rules ?? DEFAULT_QUEUE_RULES;
    },
  );
  app.put(
    "/queues/:queueId/rules",
    {
      config: manage,
      schema: {
        summary: "Change how a queue distributes, from now on",
        description: "What is left out has its default. Who waits keeps the place, and what rings goes on ringing.",
        tags: TAGS,
        params: OneQueue,
        body: QueueRules,
        response: { 200: QueueRules, ...refusals },
      },
    },
    async (request) => {
      const { queueId } = request.params;
      const changed = await changeQueueRules(
        { service, directory },
        { actor: callerOf(request).personId, queueId, rules: request.body },
      );
      if (!changed.ok) throw refusedQueue(changed.code);
      return changed.value;
    },
  );
  app.get(
    "/customers/:address/routing",
    {
      config: manage,
      schema: {
        summary: "How a customer's contacts are distributed",
        tags: TAGS,
        params: OneCustomer,
        response: { 200: CustomerRouting, ...refusals },
      },
    },
    async ({ params: { address } }) =>
      (await readCustomerRouting(db, normaliseAddress(address))) ?? CustomerRouting.parse({}),
  );
  app.put(
    "/customers/:address/routing",
    {
      config: manage,
      schema: {
        summary: "Say how important a customer is, and who is responsible for them",
        description: "A CRM may keep it in step. It counts from the next contact on; the defaults take it away.",
        tags: TAGS,
        params: OneCustomer,
        body: CustomerRouting,
        response: { 200: CustomerRouting, ...refusals },
      },
    },
    async (request) => {
      const { params, body } = request;
      if (body.responsibleId !== null && !directory.operator(body.responsibleId))
        throw refusedQueue("unknown-operator");
      await changeCustomerRouting({ db, service }, callerOf(request).personId, params.address, body);
      return body;
    },
  );
};

const REFUSALS = {
  "unknown-queue": [404, "There is no such queue: see the team."],
  "bad-overflow": [400, "A queue flows over to another queue of the team: correct `overflow`."],
  "unknown-operator": [400, "The responsible person is not of the team: correct `responsibleId`."],
} as const;

function refusedQueue(code: keyof typeof REFUSALS): HttpRefusedError {
  const [status, message] = REFUSALS[code];
  return new HttpRefusedError(status, { code, message, retry: "no" });
}
