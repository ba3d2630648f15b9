import type { SessionFailure, SessionOutcome } from "../../../src-shared/ipc/session.ts";
import { failureKey } from "../../lib/failure-key.ts";
import { hubFailureKey } from "../../lib/hub-failure-key.ts";

/** Shortest password a person may choose; the hub says no to those that are easily guessed. */
const LEAST_PASSWORD = 10;

export type NewPassword = { readonly password: string; readonly repeated: string };
export type NewPasswordProblems = { readonly password?: "session.short"; readonly repeated?: "session.different" };

export function newPasswordProblems({ password, repeated }: NewPassword): NewPasswordProblems {
  return {
    ...(password.length < LEAST_PASSWORD && { password: "session.short" as const }),
    ...(password !== repeated && { repeated: "session.different" as const }),
  };
}

/** What is typed without its scheme is meant encrypted. */
export function hubUrlOf(typed: string): string {
  const url = typed.trim();
  return /^\w+:\/\//.test(url) ? url : `https://${url}`;
}

export function isHubUrl(url: string): boolean {
  return /^(?:https?|wss?):\/\/[^\s@#?/]+(?:\/[^\s@#?]*)?$/i.test(url);
}

export function isLogin(login: string): boolean {
  return /^[\w.-]{1,64}$/.test(login);
}

/** Why it did not go through; a time comes with a lock. `isOwn`: it was about one's own account, not about signing in. */
export function outcomeKey({ failure, lockedUntilMs }: SessionOutcome, isOwn = false) {
  switch (failure) {
    case null:
      return null;
    case "bad-credentials":
      return isOwn ? ("session.badPassword" as const) : ("session.badCredentials" as const);
    case "too-many-tries":
      return lockedUntilMs === null ? ("session.lockedSoon" as const) : ("session.locked" as const);
    default:
      return plainKey(failure);
  }
}

function plainKey(failure: Exclude<SessionFailure, "bad-credentials" | "too-many-tries">) {
  switch (failure) {
    case "bad-code":
      return "session.badCode" as const;
    case "code-needed":
      return "session.noCode" as const;
    case "blocked":
      return "session.blocked" as const;
    case "weak-password":
      return "session.weak" as const;
    case "totp-on":
      return "session.totpOn" as const;
    case "session-over":
      return "session.failureOver" as const;
    case "contract-too-old":
    case "contract-too-new":
    case "not-a-hub":
      return hubFailureKey(failure);
    default:
      return failureKey(failure);
  }
}
