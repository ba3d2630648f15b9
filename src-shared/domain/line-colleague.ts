import * as z from "zod";

/** Each is a subscription of its own at the PBX, which is refreshed again and again. */
export const MOST_COLLEAGUES = 50;

/** Somebody at the PBX of an account whose line state is followed. `extension`: as it is dialled there. */
export const LineColleague = z.object({
  extension: z.string().regex(/^\+?[\d*#]{2,31}$/),
  name: z.string().trim().max(64),
});
export type LineColleague = z.output<typeof LineColleague>;

/** The colleagues of an account; no extension twice. */
export const LineColleagues = z
  .array(LineColleague)
  .max(MOST_COLLEAGUES)
  .refine((all) => new Set(all.map(({ extension }) => extension)).size === all.length);
