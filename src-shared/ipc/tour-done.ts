import * as z from "zod";
import { OperatorId } from "../ids.ts";

/** Which operators of this desktop were shown around the window, or said that they need it not. */
export const TourDone = z.array(OperatorId).max(100);
export type TourDone = z.output<typeof TourDone>;
