import { useEffect } from "react";
import type { Notice } from "../../../src-shared/ipc/notices.ts";
import { ask } from "../../lib/ask.ts";

/** While the notification centre is open in front of the operator, what is in it is seen; behind another program it is not. */
export function useSeeNotices(notices: readonly Notice[]): void {
  useEffect(() => {
    const seqs = notices.filter(({ isSeen }) => !isSeen).map(({ seq }) => seq);
    if (seqs.length === 0) return;
    const see = (): void => {
      if (document.hasFocus()) void ask("notices.see", { seqs });
    };
    see();
    window.addEventListener("focus", see);
    return () => window.removeEventListener("focus", see);
  }, [notices]);
}
