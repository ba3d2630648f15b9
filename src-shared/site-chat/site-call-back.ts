import * as z from "zod";

/** How it stands with the call-back a visitor ordered. `attempts`: calls to them so far; null times: as soon as possible. */
export const SiteCallBack = z.object({
  state: z.enum(["ordered", "dialling"]),
  /** Masked: enough to know one's own. */
  number: z.string().max(24),
  attempts: z.number().int().nonnegative(),
  fromMs: z.number().int().nullable(),
  toMs: z.number().int().nullable(),
});
export type SiteCallBack = z.output<typeof SiteCallBack>;
