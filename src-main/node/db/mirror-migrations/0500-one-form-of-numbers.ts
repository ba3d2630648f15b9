import { normaliseAddress } from "../../../../src-shared/domain/phone-number.ts";
import type { Migration } from "../migration-runner.ts";

/** The customer of a part becomes the one form of the number, by which it is found however it was written. */
export const oneFormOfNumbers: Migration = {
  version: 500,
  name: "0500-one-form-of-numbers",
  up(db) {
    const kept = db.prepare<[], { customer: string }>("SELECT DISTINCT customer FROM interaction_parts").all();
    const change = db.prepare("UPDATE interaction_parts SET customer = ? WHERE customer = ?");
    for (const { customer } of kept) {
      const normal = normaliseAddress(customer);
      if (normal !== customer) change.run(normal, customer);
    }
  },
};
