import type { LinkCommandInput, LinkCommandName } from "../../../src-shared/link/link-contract.ts";
import { DesktopEnd, hastyClock } from "../desktop-end.ts";

/** What the test says to the process: a command to keep, or a question. */
export type DesktopOrder =
  | {
      readonly order: "do";
      readonly id: string;
      readonly name: LinkCommandName;
      readonly input: LinkCommandInput<LinkCommandName>;
    }
  | { readonly order: "how" };

export type DesktopWord =
  /** It is on the disk. */
  | { readonly word: "kept"; readonly id: string }
  | { readonly word: "how"; readonly pending: number; readonly lastSeq: number; readonly isOnline: boolean };

// A desktop's end of the link as a process of its own, on files that outlive it. The test kills it.
const [directory = "", url = "", login = "", secret = ""] = process.argv.slice(2);
const desktop = new DesktopEnd(directory, hastyClock);
desktop.outbox.setLogin(login);
desktop.start({ url, login, secret });
const say = (word: DesktopWord) => process.send?.(word);
process.on("message", (message: DesktopOrder) => {
  if (message.order === "do") {
    const kept = desktop.outbox.add(message.name, message.input);
    if (kept.ok) say({ word: "kept", id: message.id });
    return;
  }
  const isOnline = desktop.states.at(-1) === "online";
  say({
    word: "how",
    pending: desktop.outbox.pending().length,
    lastSeq: desktop.mirror.position().lastSeq,
    isOnline,
  });
});
