import * as z from "zod";
import { PhoneFailure } from "./phone-failure.ts";

/** Where a team's hub is and who works there. The address may be typed as ws:, wss:, http: or https:; it is one server. */
export const HubAccount = z.object({
  url: z
    .url({ protocol: /^(?:https?|wss?)$/ })
    .max(256)
    .refine((text) => !/[@#?]/.test(text))
    .transform((text) => text.replace(/^ws/i, "http").replace(/\/+$/, "")),
  login: z
    .string()
    .max(64)
    .regex(/^[\w.-]+$/),
  secret: z.string().min(8).max(256),
});
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
