import type { LineId } from "../ids.ts";

/** The line of the hub's own account. It is always there, and is told as `kind: "hub"`. */
export const HUB_LINE = "hub" as LineId;
