import { Suspense } from "react";
import { later } from "../lib/later.tsx";
import { closeThread, useShellStore } from "./shell-store.ts";

const ThreadDialog = later(async () => (await import("../features/conversation/thread-dialog.tsx")).ThreadDialog);

/** Shows a conversation of the history to be read again. */
export function ThreadGate() {
  const thread = useShellStore((shell) => shell.openedThread);
  return (
    thread && (
      <Suspense>
        <ThreadDialog key={thread.conversationId} thread={thread} onClose={closeThread} />
      </Suspense>
    )
  );
}
