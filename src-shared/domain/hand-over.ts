import * as z from "zod";
import { OperatorId } from "../ids.ts";

/** The card that goes with a contact that is passed on: from whom, and what they wrote for the next one. */
export const HandOver = z.object({ fromOperatorId: OperatorId, note: z.string().max(1000).nullable() });
export type HandOver = z.output<typeof HandOver>;
