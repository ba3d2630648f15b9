import { useEffect } from "react";
import { bridge } from "../lib/bridge.ts";
import { useWorkplaceStore } from "../lib/workplace-store.ts";
import { openSection, showConversation } from "./shell-store.ts";

/** Shows the conversation a notification was about; one that is only offered is seen in the list, and nothing else goes. */
export function useOpenedConversation(): void {
  useEffect(
    () =>
      bridge().on("conversations.opened", ({ conversationId }) => {
        const all = useWorkplaceStore.getState().workplace?.conversations ?? [];
        const own = all.find((one) => one.conversationId === conversationId && one.offer === null);
        if (own) showConversation(conversationId);
        else openSection("queue");
      }),
    [],
  );
}
