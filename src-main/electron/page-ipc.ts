import { ipcMain, type WebContents } from "electron";
import type { Contract, EventPayloadOf } from "../../src-shared/ipc/define-contract.ts";
import type { Serve } from "../core/ipc/serve.ts";
import { isFromPage } from "./trusted-sender.ts";

/** A page that asks and is told over one channel of its own; only its own main frame is heard. */
export type PageChannel = {
  readonly channel: "tandem" | "card";
  readonly url: string;
  readonly contents: () => WebContents | null;
};

/** Answers a page, as soon as there is who answers; whoever else asks is refused by `serve`, which logs it. */
export function servePage({ channel, url, contents }: PageChannel, serve: Promise<Serve>): () => void {
  ipcMain.handle(`${channel}:request`, async (event, name: unknown, input: unknown) => {
    const page = contents();
    // Looked at first: a frame that is gone when the answer is due can tell no origin any more.
    const isTrusted = page !== null && isFromPage(event, page, url);
    return (await serve)({ name, input, isTrusted });
  });
  return () => ipcMain.removeHandler(`${channel}:request`);
}

/** Tells a page; one that is not there asks for the whole when it is back. */
export function tellPage<C extends Contract>({ channel, contents }: Omit<PageChannel, "url">) {
  return <N extends keyof C["events"] & string>(name: N, payload: EventPayloadOf<C, N>): void => {
    const page = contents();
    if (page !== null && !page.isDestroyed() && !page.isCrashed()) page.send(`${channel}:event`, name, payload);
  };
}
