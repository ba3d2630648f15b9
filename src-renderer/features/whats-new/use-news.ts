import { useEffect } from "react";
import { ask } from "../../lib/ask.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";
import { LATEST_RELEASE } from "./latest-release.ts";

/** Whether this operator has not read yet what the present version brought. */
export function useIsNewsUnread(): boolean {
  return useWorkplace(
    ({ operator, preferences }) => operator !== null && preferences.newsSeen?.[operator.operatorId] !== LATEST_RELEASE,
  );
}

/** What is on the screen is read; each operator of this desktop has a mark of their own. */
export function useReadNews(): void {
  const isUnread = useIsNewsUnread();
  const operatorId = useWorkplace(({ operator }) => operator?.operatorId ?? null);
  const seen = useWorkplace(({ preferences }) => preferences.newsSeen);
  useEffect(() => {
    if (!isUnread || operatorId === null) return;
    void ask("preferences.set", { newsSeen: { ...seen, [operatorId]: LATEST_RELEASE } });
  }, [isUnread, operatorId, seen]);
}
