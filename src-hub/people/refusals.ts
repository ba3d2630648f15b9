import type { Refusal } from "../../src-shared/api/refusal.ts";
import { HttpRefusedError } from "../http/refused-error.ts";
import type { TryRefusal } from "./lock-out.ts";

/** Every refusal about people: status, and the sentence that says what to do next. */
const REFUSALS = {
  "sign-in-needed": [401, "Sign in, and send the access token as Authorization: Bearer.", "no"],
  "bad-token": [401, "The token is not good any more: renew it, or sign in again.", "no"],
  "not-allowed": [403, "Your role does not allow this: ask an administrator.", "no"],
  "password-must-be-changed": [403, "Choose a password of your own first: POST /api/v1/me/password.", "no"],
  "bad-credentials": [401, "Login, password or code is not right: check them and try again.", "now"],
  blocked: [403, "The account is blocked: ask an administrator.", "no"],
  "code-needed": [401, "Send the code of your authenticator app, or a recovery code, as well.", "now"],
  "too-many-tries": [429, "Too many wrong tries: wait as long as Retry-After says, or ask an administrator.", "later"],
  busy: [503, "Too many people sign in at this moment: try again in a few seconds.", "later"],
  "bad-code": [400, "The code is not right: wait for the next one and try again.", "now"],
  "totp-on": [409, "Codes are asked for already: switch them off first.", "no"],
  "weak-password": [400, "The password is one of the first to be guessed: choose a longer or a less common one.", "no"],
  "unknown-person": [404, "There is nobody with this id.", "no"],
  "login-taken": [409, "The login is, or was, somebody's: choose another.", "no"],
  "extension-taken": [409, "The extension already leads somewhere: choose another.", "no"],
  "unknown-queue": [400, "There is no such queue: see the team.", "no"],
  "last-operator": [409, "Somebody must answer calls: add another operator first.", "no"],
  "last-administrator": [409, "Somebody must be able to let others in: make another administrator first.", "no"],
  "not-oneself": [409, "This cannot be done to oneself: ask another administrator.", "no"],
} as const satisfies Readonly<Record<string, readonly [number, string, Refusal["retry"]]>>;

export type PeopleRefusal = keyof typeof REFUSALS;

/** Makes a code the answer of a route; `place` names which line or field it is about. */
export function refusedPeople(code: PeopleRefusal, place?: string): HttpRefusedError {
  const [status, words, retry] = REFUSALS[code];
  return new HttpRefusedError(status, { code, message: place === undefined ? words : `${place}: ${words}`, retry });
}

/** The answer to a check of a secret; what is locked says for how long. */
export function refusedTry({ code, retryAfterMs }: TryRefusal<PeopleRefusal>): HttpRefusedError {
  const { statusCode, refusal } = refusedPeople(code);
  return new HttpRefusedError(statusCode, retryAfterMs === undefined ? refusal : { ...refusal, retryAfterMs });
}
