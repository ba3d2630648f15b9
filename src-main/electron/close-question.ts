import { type BrowserWindow, dialog } from "electron";
import type { Preferences } from "../../src-shared/ipc/workplace.ts";
import { HOST_WORDS } from "./host-words.ts";

/** Asks before a close that would end a talk; a slip of the mouse must not hang up on a customer. */
export async function wantsToEndTalk(window: BrowserWindow, locale: Preferences["locale"]): Promise<boolean> {
  const words = HOST_WORDS[locale].closeInTalk;
  const { response } = await dialog.showMessageBox(window, {
    type: "question",
    message: words.question,
    detail: words.detail,
    buttons: [words.stay, words.quit],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}
