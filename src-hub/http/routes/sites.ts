import type { FastifyRequest } from "fastify";
import * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import type { Result } from "../../../src-shared/result.ts";
import { SiteKey, SiteSettings } from "../../../src-shared/site-chat/site-settings.ts";
import { type AdministeredSite, SiteAdmin } from "../../channels/site/site-admin.ts";
import { callerOf } from "../authorise.ts";
import type { HubRoutes } from "../http-needs.ts";
import { HttpRefusedError } from "../refused-error.ts";

const TAGS = ["sites"];
const OneSite = z.object({ siteKey: SiteKey });
/** Without `key` the hub makes one. */
const NewSite = SiteSettings.extend({ key: SiteKey.optional() });
const ChangedSite = SiteSettings.omit({ key: true });
/** `snippet`: the line to copy into the site's pages. `isServed`: false: from the hub's next start on. */
const SiteView = SiteSettings.extend({ snippet: z.string(), isServed: z.boolean() });
type SiteView = z.output<typeof SiteView>;

const refusals = { 400: Refusal, 401: Refusal, 403: Refusal, 404: Refusal, 409: Refusal } as const;
const manage = { right: "channel.manage" } as const;

/** Sites that have the chat: who may load it, where its contacts go, how it looks and when it is open. */
export const siteRoutes: HubRoutes = (app, needs) => {
  const { settings } = needs;
  const admin = new SiteAdmin(needs);
  const view = (request: FastifyRequest, site: AdministeredSite): SiteView => {
    const base = settings.publicUrl ?? `${request.protocol}://${request.host}`;
    const snippet = `<script src="${base}/widget/tandem.js" data-key="${site.settings.key}" async></script>`;
    return { ...site.settings, snippet, isServed: site.isServed };
  };
  app.get(
    "/sites",
    {
      config: manage,
      schema: {
        summary: "All sites that have the chat",
        tags: TAGS,
        response: { 200: z.object({ sites: z.array(SiteView) }), ...refusals },
      },
    },
    async (request) => ({ sites: (await admin.list()).map((site) => view(request, site)) }),
  );
  app.post(
    "/sites",
    {
      config: manage,
      schema: {
        summary: "Give a site the chat",
        description: "The key is public: what keeps others out is `origins`. It works at once.",
        tags: TAGS,
        body: NewSite,
        response: { 201: SiteView, ...refusals },
      },
    },
    async (request, reply) => {
      const made = unwrapped(await admin.create(callerOf(request).personId, request.body));
      reply.code(201);
      return view(request, made);
    },
  );
  app.get(
    "/sites/:siteKey",
    {
      config: manage,
      schema: { summary: "A site", tags: TAGS, params: OneSite, response: { 200: SiteView, ...refusals } },
    },
    async (request) => {
      const site = await admin.site(request.params.siteKey);
      if (!site) throw refusedSite("unknown-site");
      return view(request, site);
    },
  );
  app.put(
    "/sites/:siteKey",
    {
      config: manage,
      schema: {
        summary: "Change a site, as a whole",
        description:
          "What is left out has its default. A site of HUB_SITES_FILE is as the file says after the next start.",
        tags: TAGS,
        params: OneSite,
        body: ChangedSite,
        response: { 200: SiteView, ...refusals },
      },
    },
    async (request) => {
      const changed = { ...request.body, key: request.params.siteKey };
      return view(request, unwrapped(await admin.change(callerOf(request).personId, changed)));
    },
  );
  app.delete(
    "/sites/:siteKey",
    {
      config: manage,
      schema: {
        summary: "Take the chat from a site",
        description: "What was written stays. A site of HUB_SITES_FILE is back after the next start.",
        tags: TAGS,
        params: OneSite,
        response: { 200: z.object({ ok: z.literal(true) }), ...refusals },
      },
    },
    async (request) => {
      unwrapped(await admin.remove(callerOf(request).personId, request.params.siteKey));
      return { ok: true as const };
    },
  );
};

const REFUSALS = {
  "unknown-site": [404, "There is no such site: see /sites."],
  "site-exists": [409, "A site has this key already: change that one, or leave the key out."],
  "unknown-queue": [400, "The team has no such queue: correct `queueId`."],
} as const;

function unwrapped<Value>(result: Result<Value, keyof typeof REFUSALS>): Value {
  if (!result.ok) throw refusedSite(result.code);
  return result.value;
}

function refusedSite(code: keyof typeof REFUSALS): HttpRefusedError {
  const [status, message] = REFUSALS[code];
  return new HttpRefusedError(status, { code, message, retry: "no" });
}
