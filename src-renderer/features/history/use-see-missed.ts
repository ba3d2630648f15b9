import { useEffect } from "react";
import { ask } from "../../lib/ask.ts";
import { useWorkplace } from "../../lib/workplace-store.ts";

/** While the call log is in front of the operator, missed calls are seen; behind another program they are not. */
export function useSeeMissed(isShown: boolean): void {
  const { unseen, mark } = useWorkplace((workplace) => workplace.missed);
  useEffect(() => {
    if (!isShown || unseen === 0) return;
    const see = (): void => {
      if (document.hasFocus()) void ask("history.see-missed", { mark });
    };
    see();
    window.addEventListener("focus", see);
    return () => window.removeEventListener("focus", see);
  }, [isShown, unseen, mark]);
}
