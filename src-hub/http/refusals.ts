import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import type { Refusal } from "../../src-shared/api/refusal.ts";
import { isDatabaseGone } from "../db/database-gone.ts";
import { httpLog } from "../log.ts";
import { HttpRefusedError } from "./refused-error.ts";

export type RefusalAnswer = { readonly statusCode: number; readonly refusal: Refusal };

const MOST_PLACES = 5;

/** What Fastify and its plugins refuse by themselves, by status. */
const NOT_FOUND: Refusal = {
  code: "not-found",
  message: "There is nothing at this address: see /docs for what there is.",
  retry: "no",
};
const REFUSED: Refusal = {
  code: "refused",
  message: "The request is not one the hub takes: see /docs.",
  retry: "no",
};
const BY_STATUS: Readonly<Record<number, Refusal>> = {
  400: { code: "bad-request", message: "The request cannot be read: send what /docs describes.", retry: "no" },
  404: NOT_FOUND,
  413: { code: "too-large", message: "The body is too large: send less at once.", retry: "no" },
  415: { code: "unsupported-media-type", message: "Send the body as application/json.", retry: "no" },
  429: { code: "too-many-requests", message: "Too many requests: wait as long as Retry-After says.", retry: "later" },
};

const NO_DATABASE: Refusal = {
  code: "database-unavailable",
  message: "The hub does not reach its database: try again later.",
  retry: "later",
};
const FAULT: Refusal = {
  code: "fault",
  message: "The hub failed at this request: try again later, and tell the administrator when it stays so.",
  retry: "later",
};

export const notFound: RefusalAnswer = { statusCode: 404, refusal: NOT_FOUND };

/** Makes the typed answer of whatever a request ended in. What nobody expected is a fault: it is logged, its words are kept. */
export function refusalOf(error: unknown): RefusalAnswer {
  if (error instanceof HttpRefusedError) return { statusCode: error.statusCode, refusal: error.refusal };
  if (hasZodFastifySchemaValidationErrors(error)) return { statusCode: 400, refusal: badInput(error) };
  if (isDatabaseGone(error)) return { statusCode: 503, refusal: NO_DATABASE };
  const statusCode = statusOf(error);
  const known = BY_STATUS[statusCode];
  if (known) return { statusCode, refusal: known };
  if (statusCode >= 400 && statusCode < 500) return { statusCode, refusal: REFUSED };
  httpLog.error({ error }, "a request failed");
  return { statusCode: 500, refusal: FAULT };
}

/** Names the places and what zod expects there, never what was sent. */
function badInput(error: { readonly validation: readonly { instancePath: string; message?: string }[] }): Refusal {
  const places = error.validation
    .slice(0, MOST_PLACES)
    .map(({ instancePath, message }) => `${instancePath || "/"}: ${message ?? "not valid"}`);
  return { code: "bad-input", message: `Put this right: ${places.join("; ")}.`, retry: "no" };
}

function statusOf(error: unknown): number {
  if (typeof error !== "object" || error === null || !("statusCode" in error)) return 500;
  return typeof error.statusCode === "number" ? error.statusCode : 500;
}
