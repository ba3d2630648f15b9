import * as z from "zod";
import { CallId } from "../ids.ts";

/** What is dialled into a talk after the answer: an extension behind a number. */
export const Extension = z.string().regex(/^[0-9*#]{1,16}$/);

/**
 * An extension on its way. `waiting`: it goes a moment after the answer, unless the operator presses keys or calls it off.
 * `refused`: the other side took no tones, and the operator has to say it.
 */
export const ExtensionView = z.object({
  callId: CallId,
  digits: Extension,
  state: z.enum(["waiting", "sending", "refused"]),
});
export type ExtensionView = z.output<typeof ExtensionView>;

export const extensionRequests = {
  /** «Не набирать»: it will not be sent. */
  "calls.drop-extension": { input: z.object({ callId: CallId }), output: z.object({}), errors: [] },
} as const;
