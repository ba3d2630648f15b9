import { useCommand } from "../../lib/use-command.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { trainingBlock } from "./training-model.ts";

/** Asks the training customer to call; null when there is none or it cannot call now. */
export function useCallMe(): (() => void) | null {
  const command = useCommand();
  const canCall = useWorkplace((workplace) => workplace.training.isAvailable && trainingBlock(workplace) === null);
  return canCall ? () => void command("training.call-me", {}) : null;
}
