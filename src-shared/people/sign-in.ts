import * as z from "zod";
import { Password, Person } from "./person.ts";

/** A code of the authenticator app (six digits), or one of the recovery codes. */
const Code = z.string().trim().min(6).max(32);

/** How a person signs in. `code`: asked for when the answer is `code-needed`. */
export const SignIn = z.strictObject({
  login: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(256),
  code: Code.optional(),
});
export type SignIn = z.output<typeof SignIn>;

/** A pair of tokens. `accessToken` goes into `Authorization: Bearer`; before it runs out, `refreshToken` buys the next pair, once. */
export const TokenPair = z.object({
  accessToken: z.string(),
  expiresInMs: z.number().int().positive(),
  refreshToken: z.string(),
});

/** The answer to a sign-in. `mustChangePassword`: nothing but a new password is allowed until there is one. */
export const SignedIn = TokenPair.extend({ person: Person, mustChangePassword: z.boolean() });
export type SignedIn = z.output<typeof SignedIn>;

/** Why nobody was signed in. The first does not tell whether there is such a login. */
export const SignInRefusalCode = z.enum(["bad-credentials", "code-needed", "too-many-tries", "busy"]);
export type SignInRefusalCode = z.output<typeof SignInRefusalCode>;

export const RefreshRequest = z.strictObject({ refreshToken: z.string().min(1).max(128) });
export const PasswordChoice = z.strictObject({ oldPassword: z.string().min(1).max(256), password: Password });
export const PasswordProof = z.strictObject({ password: z.string().min(1).max(256) });
export const CodeProof = z.strictObject({ code: Code });

/** What an authenticator app is set up with: shown once. */
export const TotpEnrolment = z.object({ secret: z.string(), uri: z.string() });
/** Each is good once, in place of a code; shown once. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
