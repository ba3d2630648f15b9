import * as z from "zod";
import {
  CallBackQuery,
  CallBackView,
  CancelCallBack,
  callBackView,
  NewCallBack,
} from "../../../src-shared/api/call-backs.ts";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import {
  CallBackPeriod,
  CallBackSuccess,
  callBackSuccess,
} from "../../../src-shared/domain/callback/call-back-success.ts";
import { normaliseAddress } from "../../../src-shared/domain/phone-number.ts";
import { InteractionId } from "../../../src-shared/ids.ts";
import type { CancelRefusal, OrderRefusal } from "../../callbacks/call-back-orders.ts";
import { readCallBack, readCallBacks, readCallBacksOfPeriod } from "../../callbacks/call-back-store.ts";
import { callerOf } from "../authorise.ts";
import type { HubRoutes } from "../http-needs.ts";
import { HttpRefusedError } from "../refused-error.ts";

const TAGS = ["callbacks"];
const Period = z
  .object({ fromMs: z.coerce.number(), toMs: z.coerce.number(), queueId: z.string().optional() })
  .pipe(CallBackPeriod);
const One = z.object({ callbackId: InteractionId });
const Taken = z.object({ callback: CallBackView, isMerged: z.boolean(), isReplay: z.boolean() });
const refusals = { 400: Refusal, 401: Refusal, 403: Refusal, 404: Refusal, 409: Refusal } as const;
const handle = { right: "callback.handle" } as const;

/** Orders of call-backs: who wants to be called, when, and what came of it. */
export const callBackRoutes: HubRoutes = (app, { db, service }) => {
  app.get(
    "/callbacks",
    {
      config: handle,
      schema: {
        summary: "Orders of call-backs, the newest first",
        tags: TAGS,
        querystring: CallBackQuery,
        response: { 200: z.object({ callbacks: z.array(CallBackView) }), ...refusals },
      },
    },
    async ({ query: { number, state, beforeMs, limit } }) => {
      const orders = await readCallBacks(db, {
        number: number === undefined ? null : normaliseAddress(number),
        isOpen: state === undefined ? null : state === "open",
        beforeMs: beforeMs ?? null,
        limit,
      });
      return { callbacks: orders.map(callBackView) };
    },
  );
  app.post(
    "/callbacks",
    {
      config: handle,
      schema: {
        summary: "Order a call-back for a customer",
        description:
          "The same `orderId` again answers with the order as it is. A number has one open order: another one for it is merged, and the newer wish counts.",
        tags: TAGS,
        body: NewCallBack,
        response: { 200: Taken, 201: Taken, ...refusals },
      },
    },
    async (request, reply) => {
      const wish = { ...request.body, source: "api", visitor: null } as const;
      const { hints, ...plain } = wish;
      const actor = callerOf(request).personId;
      const taken = await service.inTurn(() =>
        service.callBacks.orders.take({ ...plain, ...(hints && { hints }) }, actor),
      );
      if (!taken.ok) throw refusedOrder(taken.code);
      const { order, isMerged, isReplay } = taken.value;
      return reply.code(isMerged || isReplay ? 200 : 201).send({ callback: callBackView(order), isMerged, isReplay });
    },
  );
  app.get(
    "/callbacks/success",
    {
      config: { right: "report.read" },
      schema: {
        summary: "How many of the orders of a period became a talk, and how long their customers waited",
        description:
          "Connected ÷ ordered × 100, of the orders made from fromMs on and before toMs; the median in minutes from the order, or from the window the customer chose when that is later. A customer who called by themself is told apart (ownCall).",
        tags: TAGS,
        querystring: Period,
        response: { 200: CallBackSuccess, ...refusals },
      },
    },
    async ({ query }) => callBackSuccess(await readCallBacksOfPeriod(db, query), query),
  );
  app.get(
    "/callbacks/:callbackId",
    {
      config: handle,
      schema: {
        summary: "One order",
        tags: TAGS,
        params: One,
        response: { 200: CallBackView, ...refusals },
      },
    },
    async ({ params: { callbackId } }) => {
      const order = await readCallBack(db, callbackId);
      if (!order) throw refusedOrder("unknown-order");
      return callBackView(order);
    },
  );
  app.post(
    "/callbacks/:callbackId/cancel",
    {
      config: handle,
      schema: {
        summary: "Cancel an order, with the reason; a dial that is under way is stopped",
        tags: TAGS,
        params: One,
        body: CancelCallBack,
        response: { 200: CallBackView, ...refusals },
      },
    },
    async (request) => {
      const by = { by: "operator", actor: callerOf(request).personId, reason: request.body.reason } as const;
      const { callbackId } = request.params;
      const cancelled = await service.inTurn(() => service.callBacks.orders.cancel(callbackId, by));
      if (!cancelled.ok) throw refusedOrder(cancelled.code);
      return callBackView(cancelled.value);
    },
  );
};

const REFUSALS = {
  "bad-number": [
    400,
    "This is no number that can be called from here: give it with its country code, like +79161234567.",
  ],
  "bad-window": [400, "The window is over, upside down, or more than 14 days away: choose another."],
  "unknown-queue": [404, "There is no such queue: see the team."],
  "unknown-order": [404, "There is no such order."],
  "order-closed": [409, "The order is closed already: its customer was reached, or its time is over."],
} as const satisfies Record<OrderRefusal | CancelRefusal, readonly [number, string]>;

function refusedOrder(code: keyof typeof REFUSALS): HttpRefusedError {
  const [status, message] = REFUSALS[code];
  return new HttpRefusedError(status, { code, message, retry: "no" });
}
