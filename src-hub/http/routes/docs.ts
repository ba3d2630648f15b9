import * as z from "zod";
import { API_PAGE_STYLE_SOURCE, apiPage } from "../api-page.ts";
import type { HubRoutes } from "../http-needs.ts";

const CSP = `default-src 'none'; style-src '${API_PAGE_STYLE_SOURCE}'; frame-ancestors 'none'; base-uri 'none'`;

/** The page is drawn from the document by the hub itself: no script, nothing of another host. */
export const docsRoutes: HubRoutes = (app) => {
  app.get(
    "/docs",
    { schema: { summary: "This page", tags: ["documents"], response: { 200: z.string() } } },
    async (_request, reply) => {
      reply.type("text/html; charset=utf-8").header("content-security-policy", CSP).serializer(String);
      return apiPage(app.swagger());
    },
  );
  app.get(
    "/docs/json",
    { schema: { summary: "The OpenAPI document", tags: ["documents"], response: { 200: z.unknown() } } },
    async () => app.swagger(),
  );
};
