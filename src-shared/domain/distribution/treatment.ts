import * as z from "zod";

/** What becomes of a contact that is not served: the channel offers a call back, takes a message, or ends it. */
export const Treatment = z.enum(["call-back-offer", "message", "hang-up"]);
export type Treatment = z.output<typeof Treatment>;
