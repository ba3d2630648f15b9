import { ipcMain, type WebContents } from "electron";
import type { EventPayloadOf } from "../../src-shared/ipc/define-contract.ts";
import type { WorkplaceContract } from "../../src-shared/ipc/workplace.ts";
import type { Serve } from "../core/ipc/serve.ts";
import { OPERATOR_URL } from "./addresses.ts";
import { isFromPage } from "./trusted-sender.ts";

/**
 * Answers the operator's window over one channel, as soon as there is who answers; whoever else asks is refused by
 * `serve`, which logs it.
 */
export function serveOperatorWindow(serve: Promise<Serve>, contents: () => WebContents | null): () => void {
  ipcMain.handle("tandem:request", async (event, name: unknown, input: unknown) => {
    const page = contents();
    // Looked at first: a frame that is gone when the answer is due can tell no origin any more.
    const isTrusted = page !== null && isFromPage(event, page, OPERATOR_URL);
    return (await serve)({ name, input, isTrusted });
  });
  return () => ipcMain.removeHandler("tandem:request");
}

/** Tells the operator's window; one that is not there asks for the whole workplace when it is back. */
export function tellOperatorWindow(contents: () => WebContents | null) {
  return <N extends keyof WorkplaceContract["events"] & string>(
    name: N,
    payload: EventPayloadOf<WorkplaceContract, N>,
  ): void => {
    const page = contents();
    if (page !== null && !page.isDestroyed() && !page.isCrashed()) page.send("tandem:event", name, payload);
  };
}
