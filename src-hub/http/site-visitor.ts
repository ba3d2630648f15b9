import type { FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod";
import type { SiteDesk } from "../channels/site/site-desk.ts";
import { HttpRefusedError } from "./refused-error.ts";

const Query = z.object({ key: z.string().max(64) });
const FOREIGN = "This page may not use the chat of this site: add its origin to the site's settings.";
const UNKNOWN = "The visitor is not known: say hello on the chat's socket first, and send its token.";

/** Lets the page read the answer, refusals too; a page of a foreign origin reads nothing and changes nothing. */
export async function allowOrigin(desk: SiteDesk, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { origin } = request.headers;
  reply.header("vary", "origin");
  if (!origin || !desk.isKnownOrigin(keyOf(request), origin))
    throw new HttpRefusedError(403, { code: "origin-not-allowed", message: FOREIGN, retry: "no" });
  reply.header("access-control-allow-origin", origin);
}

/** Whose token of the site chat it is, and of which site. */
export function visitorOf(desk: SiteDesk, request: FastifyRequest) {
  const site = desk.site(keyOf(request));
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "")?.[1] ?? null;
  const known = site && desk.needs.tokens.read(token, site.settings.key, desk.needs.clock.nowMs());
  if (!known) throw new HttpRefusedError(401, { code: "bad-token", message: UNKNOWN, retry: "no" });
  return { site, visitorId: known.visitorId };
}

function keyOf({ query }: FastifyRequest): string | null {
  const parsed = Query.safeParse(query);
  return parsed.success ? parsed.data.key : null;
}
