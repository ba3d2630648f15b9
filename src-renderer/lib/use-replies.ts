import { useEffect, useState } from "react";
import type { InteractionId } from "../../src-shared/ids.ts";
import type { ReplyView } from "../../src-shared/ipc/replies.ts";
import { ask } from "./ask.ts";
import { bridge } from "./bridge.ts";

export type KnownReplies = {
  readonly state: "loading" | "failed" | "ready";
  readonly replies: readonly ReplyView[];
  /** This person may write for others too. */
  readonly mayShare: boolean;
};

const NOTHING = { replies: [], mayShare: false } as const;

/** The quick replies for a contact (null: all that this person may see), kept fresh. */
export function useReplies(interactionId: InteractionId | null): KnownReplies {
  const [known, setKnown] = useState<KnownReplies>({ state: "loading", ...NOTHING });
  useEffect(() => {
    let last = 0;
    const read = () => {
      last += 1;
      const own = last;
      void ask("replies.list", { interactionId }).then((answer) => {
        if (own !== last) return;
        setKnown(answer.ok ? { state: "ready", ...answer.value } : { state: "failed", ...NOTHING });
      });
    };
    read();
    const unsubscribe = bridge().on("replies.changed", read);
    return () => {
      last += 1;
      unsubscribe();
    };
  }, [interactionId]);
  return known;
}
