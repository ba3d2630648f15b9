import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { RequestInput } from "../../src-shared/ipc/define-contract.ts";
import type { WorkplaceContract } from "../../src-shared/ipc/workplace.ts";
import { type Answer, ask, type RequestName } from "./ask.ts";
import { refusalKey } from "./refusal-key.ts";
import { showToast } from "./show-toast.ts";

/** Sends a person's command; a refusal is said in words in a toast that stays until it is closed. */
export function useCommand() {
  const { t } = useTranslation();
  return useCallback(
    async <N extends RequestName>(name: N, input: RequestInput<WorkplaceContract, N>): Promise<Answer<N>> => {
      const answer = await ask(name, input);
      if (!answer.ok) {
        showToast({
          id: `${name}:${answer.code}`,
          title: t("refusals.title"),
          message: t(refusalKey(answer.code)),
          closeLabel: t("frame.closeToast"),
        });
      }
      return answer;
    },
    [t],
  );
}
