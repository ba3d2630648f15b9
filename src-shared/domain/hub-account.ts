import * as z from "zod";
import { PhoneFailure } from "./phone-failure.ts";

/** Where a team's hub is. It may be typed as ws:, wss:, http: or https:; it is one server. */
export const HubUrl = z
  .url({ protocol: /^(?:https?|wss?)$/ })
  .max(256)
  .refine((text) => !/[@#?]/.test(text))
  .transform((text) => text.replace(/^ws/i, "http").replace(/\/+$/, ""));

/** The login of a person at a hub. */
export const HubLogin = z
  .string()
  .max(64)
  .regex(/^[\w.-]+$/);

/** Where a team's hub is and who works there, by a secret that was given out (a setup link). */
export const HubAccount = z.object({ url: HubUrl, login: HubLogin, secret: z.string().min(8).max(256) });
export type HubAccount = z.output<typeof HubAccount>;

/** Why a hub did not let in: on the way there as with a phone, or by its own answer. */
export const HubFailure = z.enum([
  ...PhoneFailure.options,
  "bad-credentials",
  "too-many-tries",
  "contract-too-old",
  "contract-too-new",
  "not-a-hub",
]);
export type HubFailure = z.output<typeof HubFailure>;

/**
 * A sign-in to a hub, as a desktop keeps it. `refreshToken` null: it is over, `end` says how. `nextToken`: a renewal was
 * begun with it; until its answer is kept, the same renewal is asked for again (ADR 39).
 */
export const HubSessionKept = z.object({
  url: HubUrl,
  login: HubLogin,
  refreshToken: z.string().min(1).max(128).nullable(),
  nextToken: z.string().min(1).max(128).nullable(),
  end: z.enum(["signed-out", "session-over"]).nullable(),
});
export type HubSessionKept = z.output<typeof HubSessionKept>;

/** With whose hub a desktop works, and how it is let in. */
export const KeptHub = z.union([HubAccount, HubSessionKept]);
export type KeptHub = z.output<typeof KeptHub>;
