import * as z from "zod";
import { CustomerChange } from "../domain/customer-profile.ts";
import type { Right } from "../domain/rights.ts";
import { InteractionId } from "../ids.ts";

/** What operators do to what is known of customers. */
export const CustomerCommands = {
  /**
   * Writes something about the customer of a contact: a name, a tag, a note that colleagues read. `unknown-customer`: there is
   * no such contact, or it was erased; `not-own-note`: a note is
   * changed and removed by who wrote it.
   */
  "customer.describe": {
    right: "contact.handle",
    input: z.object({ interactionId: InteractionId, change: CustomerChange }),
    errors: ["unknown-customer", "too-many-tags", "too-many-notes", "not-own-note"],
  },
} as const satisfies Readonly<
  Record<string, { readonly right: Right; readonly input: z.ZodType; readonly errors: readonly string[] }>
>;
