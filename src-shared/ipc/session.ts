import * as z from "zod";
import { HubFailure, HubLogin, HubUrl } from "../domain/hub-account.ts";
import { Password } from "../people/person.ts";
import { PasswordProof, SignIn } from "../people/sign-in.ts";

const EpochMs = z.number().int().nonnegative();

/** Why a sign-in, or a change of one's own account, did not go through. `locked` comes with a time; the rest are words. */
export const SessionFailure = z.enum([
  ...HubFailure.options,
  "bad-code",
  "code-needed",
  "blocked",
  "weak-password",
  "totp-on",
  "session-over",
]);
export type SessionFailure = z.output<typeof SessionFailure>;

/** What came of asking the hub. `lockedUntilMs`: no try is looked at before then, by this machine's clock. */
const Outcome = z.object({ failure: SessionFailure.nullable(), lockedUntilMs: EpochMs.nullable() });
export type SessionOutcome = z.output<typeof Outcome>;

/**
 * The sign-in of this desktop to a team's hub: in, signed out by the person, or ended by the hub. Null stands for the hub
 * inside, or one that lets in by a given secret.
 */
export const SessionView = z.object({
  url: z.string(),
  login: z.string(),
  state: z.enum(["in", "signed-out", "session-over"]),
});
export type SessionView = z.output<typeof SessionView>;

/** Requests of the operator's window about the sign-in to a team's hub. Passwords and codes go in, and never come back. */
export const sessionRequests = {
  /**
   * Signs in, and works with this hub from now on: with another hub or person the program begins anew. `mustChange`: a
   * password of one's own has to be chosen first (`session.choose-password`).
   */
  "session.sign-in": {
    input: SignIn.extend({ url: HubUrl, login: HubLogin }),
    output: Outcome.extend({ mustChange: z.boolean() }),
    errors: ["trial-busy", "line-busy", "store-failed"],
  },
  /** Another password for oneself; all other sign-ins are over. Ends a sign-in that waited for it. */
  "session.choose-password": {
    input: z.object({ oldPassword: z.string().min(1).max(256), password: Password }),
    output: Outcome,
    errors: ["trial-busy", "line-busy", "store-failed"],
  },
  /** Ends the sign-in of this desktop, or all of this person. Refused while there is a call. */
  "session.sign-out": {
    input: z.object({ isEverywhere: z.boolean() }),
    output: Outcome,
    errors: ["trial-busy", "line-busy", "store-failed"],
  },
  /** Whether the hub asks this person for codes. */
  "session.look": {
    input: z.object({}),
    output: Outcome.extend({ hasTotp: z.boolean() }),
    errors: ["trial-busy"],
  },
  /** What an authenticator app is set up with; shown once. */
  "session.enrol-totp": {
    input: PasswordProof,
    output: Outcome.extend({ secret: z.string(), uri: z.string() }),
    errors: ["trial-busy"],
  },
  /** From here on the hub asks for codes; each recovery code is good once, and shown once. */
  "session.confirm-totp": {
    input: z.object({ code: z.string().trim().min(6).max(32) }),
    output: Outcome.extend({ recoveryCodes: z.array(z.string()) }),
    errors: ["trial-busy"],
  },
  "session.disable-totp": {
    input: z.object({ code: z.string().trim().min(6).max(32) }),
    output: Outcome,
    errors: ["trial-busy"],
  },
} as const;
