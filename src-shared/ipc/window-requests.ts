import * as z from "zod";
import { CallId } from "../ids.ts";

const Done = z.object({});

/** What a window says of itself. */
export const windowRequests = {
  /** What it has drawn, so that a test or a bench can wait for it and a dead window is noticed. */
  "window.painted": {
    input: z.object({ what: z.enum(["workplace", "call"]), callId: CallId.nullable() }),
    output: Done,
    errors: [],
  },
  /** A renderer's log line; main redacts it before the sink. */
  "log.write": {
    input: z.object({ level: z.enum(["error", "warn", "info"]), message: z.string().max(2000) }),
    output: Done,
    errors: [],
  },
} as const;
