import type * as z from "zod";
import { Refusal } from "../../../src-shared/api/refusal.ts";
import type { HubFailure } from "../../../src-shared/domain/hub-account.ts";
import type { SessionFailure, SessionOutcome } from "../../../src-shared/ipc/session.ts";
import type { HubAnswer } from "../ports/hub-api.ts";

/** Codes of the hub's API that a person reads as they are. */
const CODES: Readonly<Record<string, SessionFailure>> = {
  "bad-credentials": "bad-credentials",
  "code-needed": "code-needed",
  "bad-code": "bad-code",
  blocked: "blocked",
  "too-many-tries": "too-many-tries",
  "too-many-requests": "too-many-tries",
  "weak-password": "weak-password",
  "totp-on": "totp-on",
  "bad-token": "session-over",
  "sign-in-needed": "session-over",
};

export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly outcome: SessionOutcome };

/** The body of a good answer, or what a person reads of any other. */
export function readAnswer<Value>(answer: HubAnswer, schema: z.ZodType<Value>, nowMs: number): Parsed<Value> {
  const parsed = answer.kind === "answered" && answer.status === 200 ? schema.safeParse(answer.body) : null;
  if (parsed?.success) return { ok: true, value: parsed.data };
  const refusal = answer.kind === "answered" ? Refusal.safeParse(answer.body).data : undefined;
  const failure = refusal && CODES[refusal.code];
  if (refusal === undefined || failure === undefined) return { ok: false, outcome: failed(failureOf(answer)) };
  const waitMs = refusal.retryAfterMs ?? null;
  return { ok: false, outcome: { failure, lockedUntilMs: waitMs === null ? null : nowMs + waitMs } };
}

/** Why no answer of a hub came. */
export function failureOf(answer: HubAnswer): HubFailure {
  if (answer.kind === "failed") return answer.failure;
  // A refusal that is typed comes from a hub; anything else from whatever else listens there.
  if (Refusal.safeParse(answer.body).success || answer.status >= 500) return "server-refused";
  return "not-a-hub";
}

export function failed(failure: SessionFailure): SessionOutcome {
  return { failure, lockedUntilMs: null };
}
