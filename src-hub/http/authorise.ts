import type { FastifyRequest } from "fastify";
import { hasRight, Right } from "../../src-shared/domain/rights.ts";
import { refusedPeople } from "../people/refusals.ts";
import type { Caller } from "../people/session-store.ts";
import type { HttpNeeds, HubApp } from "./http-needs.ts";

/** What a route asks of who calls it; `anyone`: no sign-in is needed, and the route says why. */
export type RouteRight = Right | "anyone";

declare module "fastify" {
  interface FastifyContextConfig {
    /** The right a route of the API takes; one without a right does not start. */
    right?: RouteRight;
  }
  interface FastifyRequest {
    /** Who asks; null where anyone may, and nobody was looked up. */
    caller: Caller | null;
  }
}

/** A route that named no right: a fault of whoever wrote it, found when the hub starts. */
class RouteWithoutRightError extends Error {
  override readonly name = "RouteWithoutRightError";
}

/** Says no by default: every route under a prefix names a right, and is reached only by who has it. */
export function guardRoutes(app: HubApp, prefix: string, needs: Pick<HttpNeeds, "people">): void {
  app.decorateRequest("caller", null);
  app.addHook("onRoute", ({ url, method, config }) => {
    if (!url.startsWith(`${prefix}/`) || isKnown(config?.right)) return;
    throw new RouteWithoutRightError(`${String(method)} ${url} names no right (config: { right })`);
  });
  app.addHook("onRequest", async (request) => {
    const { right } = request.routeOptions.config;
    if (right === undefined || right === "anyone") return;
    request.caller = await authorise(request, right, needs);
  });
}

/** Who asks, when they may do this; else the request is refused before its body is read. */
export async function authorise(
  request: FastifyRequest,
  right: Right,
  needs: Pick<HttpNeeds, "people">,
): Promise<Caller> {
  const token = /^Bearer ([\w.~+/-]{1,4096}=*)$/i.exec(request.headers.authorization ?? "")?.[1];
  if (token === undefined) throw refusedPeople("sign-in-needed");
  const { sessions } = await needs.people();
  const caller = await sessions.callerOf(token);
  if (!caller) throw refusedPeople("bad-token");
  if (caller.mustChangePassword && right !== "account.own") throw refusedPeople("password-must-be-changed");
  if (!hasRight(caller.role, right)) throw refusedPeople("not-allowed");
  return caller;
}

/** Who asks, on a route that names a right. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new Error("the route names no right, and nobody was looked up");
  return request.caller;
}

function isKnown(right: unknown): boolean {
  return right === "anyone" || Right.safeParse(right).success;
}
