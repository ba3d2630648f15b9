import * as z from "zod";
import { WIDGET_PATH } from "../../../src-shared/site-chat/site-chat-limits.ts";
import { WidgetFiles } from "../../channels/site/widget-files.ts";
import type { HubRoutes } from "../http-needs.ts";
import { notFound } from "../refusals.ts";

/** The scripts of the site chat, for pages of any origin: they hold no secret, the socket asks who may use them. */
export const widgetRoutes: HubRoutes = (app, { widgetFolder }) => {
  if (widgetFolder === null) return;
  const files = new WidgetFiles(widgetFolder);
  const schema = {
    summary: "The chat of a company's site: the loader, and the script it loads",
    tags: ["site chat"],
    params: z.object({ file: z.string().max(64) }),
  };
  app.get(`${WIDGET_PATH}/:file`, { schema, config: { rateLimit: false } }, (request, reply) => {
    const file = files.find(request.params.file);
    if (!file) return reply.code(notFound.statusCode).send(notFound.refusal);
    const isZipped = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
    reply.headers({
      "cache-control": file.cacheControl,
      "content-type": "text/javascript; charset=utf-8",
      // Helmet keeps what is ours to our own pages; this is for everybody's.
      "cross-origin-resource-policy": "cross-origin",
      // A module is fetched as any page's script may be: it holds no secret.
      "access-control-allow-origin": "*",
      etag: file.etag,
      vary: "accept-encoding",
    });
    if (request.headers["if-none-match"] === file.etag) return reply.code(304).send();
    if (!isZipped) return reply.send(file.bytes);
    return reply.header("content-encoding", "gzip").send(file.zipped);
  });
};
