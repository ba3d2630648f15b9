import * as z from "zod";
import { ContactOutcome } from "../domain/topics/contact-outcome.ts";
import { InteractionId } from "../ids.ts";

const Of = z.object({ interactionId: InteractionId });

/** What this operator said of a contact beside the note, at any time after it began. */
export const outcomeRequests = {
  "outcomes.get": { input: Of, output: ContactOutcome, errors: [] },
  /** Kept at once, delivered when the hub is there. */
  "outcomes.set": { input: Of.extend(ContactOutcome.shape), output: z.object({}), errors: ["store-failed"] },
} as const;
