import * as z from "zod";
import { PLAIN_TEXT } from "../domain/plain-text.ts";
import { Password, Person } from "./person.ts";

/** A code of the authenticator app (six digits), or one of the recovery codes. */
const Code = z.string().trim().min(6).max(32);

/** How a person signs in. `code`: asked for when the answer is `code-needed`. */
export const SignIn = z.strictObject({
  login: z.string().trim().min(1).max(64).regex(PLAIN_TEXT),
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

/**
 * Why nobody was signed in. `bad-credentials` does not tell whether there is such a login; `code-needed`, `bad-code` and
 * `blocked` come only to who showed the right password.
 */
export const SignInRefusalCode = z.enum([
  "bad-credentials",
  "code-needed",
  "bad-code",
  "blocked",
  "too-many-tries",
  "busy",
]);
export type SignInRefusalCode = z.output<typeof SignInRefusalCode>;

/**
 * `nextToken`: the refresh token that shall follow, made by who asks (256 random bits in base64url) and kept before asking.
 * The same request may then be sent again when its answer was lost: only who made the next token can name it (ADR 39).
 */
export const RefreshRequest = z.strictObject({
  refreshToken: z.string().min(1).max(128),
  nextToken: z
    .string()
    .regex(/^[\w-]{43,128}$/)
    .optional(),
});
export const PasswordChoice = z.strictObject({ oldPassword: z.string().min(1).max(256), password: Password });
/** The answer to another password: every session is over, and this is the first of the new ones. */
export const PasswordChanged = Person.extend({ tokens: TokenPair });
export const PasswordProof = z.strictObject({ password: z.string().min(1).max(256) });
export const CodeProof = z.strictObject({ code: Code });

/** What an authenticator app is set up with: shown once. */
export const TotpEnrolment = z.object({ secret: z.string(), uri: z.string() });
/** Each is good once, in place of a code; shown once. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
