import * as z from "zod";
import { ChosenStatus } from "../domain/operator-status.ts";

const Done = z.object({});

/** The operator's own status, and at which desktop they work. */
export const statusRequests = {
  /** Goes through the outbox: accepted at once, delivered when the hub is there. */
  "operator.set-status": { input: ChosenStatus, output: Done, errors: ["unknown-break-reason", "store-failed"] },
  /** For when the last contact is done; null takes it back. */
  "operator.set-next-status": {
    input: z.object({ next: ChosenStatus.nullable() }),
    output: Done,
    errors: ["unknown-break-reason", "store-failed"],
  },
  /** The link was refused `seat-taken` or `replaced`, and the person wants to work here: the other desktop goes quiet. */
  "operator.take-over": { input: z.object({}), output: Done, errors: [] },
} as const;
