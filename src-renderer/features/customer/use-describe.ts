import { useCallback } from "react";
import type { CustomerChange } from "../../../src-shared/domain/customer-profile.ts";
import type { InteractionId } from "../../../src-shared/ids.ts";
import { useCommand } from "../../lib/use-command.ts";
import { loadCard } from "./use-card.ts";

export type Describe = (change: CustomerChange) => Promise<boolean>;

/** Writes something about the customer of a contact; it stands on the card at once. Null: there is no contact to name. */
export function useDescribe(interactionId: InteractionId | null, address: string): Describe | null {
  const command = useCommand();
  const describe = useCallback(
    async (change: CustomerChange) => {
      if (interactionId === null) return false;
      const answer = await command("customer.describe", { interactionId, change });
      if (answer.ok) await loadCard(address);
      return answer.ok;
    },
    [command, interactionId, address],
  );
  return interactionId === null ? null : describe;
}
