import type { IpcMainEvent, IpcMainInvokeEvent, WebContents } from "electron";
import { APP_ORIGIN, isUnder } from "./addresses.ts";

/**
 * Whether a message was sent by the main frame of that very page (Electron security checklist 17).
 * `senderFrame` is null when the frame is gone or has navigated since; such a message is nobody's.
 */
export function isFromPage(
  event: Pick<IpcMainEvent | IpcMainInvokeEvent, "sender" | "senderFrame">,
  contents: WebContents,
  page: string,
): boolean {
  const { sender, senderFrame } = event;
  if (senderFrame === null || sender !== contents) return false;
  return senderFrame.parent === null && senderFrame.origin === APP_ORIGIN && isUnder(senderFrame.url, page);
}
