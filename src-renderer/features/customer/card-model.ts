import type { InteractionId } from "../../../src-shared/ids.ts";
import type { CardContact, CustomerView } from "../../../src-shared/ipc/customer.ts";

/** Past contacts: all but the present one, and any that goes on. */
export function pastContacts(card: CustomerView | null, present: InteractionId | null): readonly CardContact[] {
  return (card?.contacts ?? []).filter((one) => one.interactionId !== present && one.result !== null);
}

/** The last contact in which somebody had to do with the customer. */
export function lastServed(contacts: readonly CardContact[]): CardContact | null {
  return contacts.find(({ talkMs }) => talkMs !== null) ?? null;
}
