import * as z from "zod";
import { SiteCallOrder, SiteCallTicket } from "../../../src-shared/site-chat/site-call.ts";
import { SITE_CALLS_PATH, type SiteRefusalCode } from "../../../src-shared/site-chat/site-chat-limits.ts";
import type { HubRoutes } from "../http-needs.ts";
import { HttpRefusedError } from "../refused-error.ts";
import { allowOrigin, visitorOf } from "../site-visitor.ts";

/** The routes of the API are put under its prefix. */
const PATH = SITE_CALLS_PATH.replace(/^\/api\/v1/, "");
const NO = {
  "calls-off": [403, "This site takes no calls: turn `hasCall` on in its settings."],
  "calls-unavailable": [503, "The exchange takes no calls from sites now: see docs/site-chat.md, and try again later."],
  "queue-closed": [409, "The queue is closed: call in working time, or leave an order of a call-back."],
  "already-calling": [409, "This visitor is in a call already: end it first."],
  "too-many-calls": [429, "Too many calls: wait some minutes."],
} as const satisfies Partial<Record<SiteRefusalCode, readonly [status: number, message: string]>>;

const preflight = {
  "access-control-allow-methods": "POST",
  "access-control-allow-headers": "authorization, content-type",
  "access-control-max-age": "600",
};

/** «Позвонить с сайта»: the right to one call, for a page of the site's own origin and a visitor the chat knows. */
export const siteCallRoutes: HubRoutes = (app, { siteChat, siteCalls }) => {
  if (!siteChat || !siteCalls) return;
  const { desk } = siteChat;
  app.addHook("onRequest", async (request, reply) => allowOrigin(desk, request, reply));
  const querystring = z.object({ key: z.string().max(64) });
  // Anyone: a visitor is nobody of the team; their own token of the site chat says who they are.
  const config = { right: "anyone" } as const;
  app.options(PATH, { config, schema: { hide: true, querystring } }, (_request, reply) =>
    reply.code(204).headers(preflight).send(),
  );
  const schema = {
    summary: "The right to one call from a site's page into its queue",
    tags: ["site chat"],
    querystring,
    body: SiteCallOrder,
    response: { 200: SiteCallTicket },
  };
  app.post(PATH, { config, schema }, async (request) => {
    const { site, visitorId } = visitorOf(desk, request);
    const { name } = await desk.room(site, visitorId).known();
    const { page } = request.body;
    const { headers, ip: address } = request;
    const origin = headers.origin ?? "";
    const { settings } = site;
    const issued = await siteCalls.issue({ settings, visitorId, name, origin, address, page }, desk.limits);
    if (issued.ok) return issued.value;
    const [status, message] = NO[issued.code];
    throw new HttpRefusedError(status, { code: issued.code, message, retry: issued.retry });
  });
};
