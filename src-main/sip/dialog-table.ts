import type { LineStanding } from "../../src-shared/ipc/colleague-lines.ts";
import type { DialogInfo, DialogStateName } from "./dialog-info.ts";

/** More calls than this at once is no phone's; a partial document must not make the table grow without end. */
const MOST_DIALOGS = 200;

/** The dialogs of a watched line, by their id in the documents of one subscription. */
export type DialogTable = { readonly version: number; readonly dialogs: ReadonlyMap<string, DialogStateName> };

/**
 * Takes a document in (RFC 4235 §4.3). A full one replaces what was known: NOTIFYs of a subscription come in order (their
 * CSeq is checked before), and some PBXs never count `version` up. A partial one must follow the last; `behind`: one is
 * missing, and the whole is to be asked for; a repeated one changes nothing.
 */
export function takeDialogInfo(known: DialogTable | null, info: DialogInfo): DialogTable | "behind" {
  if (info.state === "partial") {
    if (known === null || info.version > known.version + 1) return "behind";
    if (info.version <= known.version) return known;
  }
  const dialogs = new Map(info.state === "partial" ? known?.dialogs : []);
  for (const { id, state } of info.dialogs) {
    if (state === "terminated") dialogs.delete(id);
    else dialogs.set(id, state);
  }
  return dialogs.size > MOST_DIALOGS ? "behind" : { version: info.version, dialogs };
}

/** A line with several calls stands as the one that goes furthest. */
export function standingOf({ dialogs }: DialogTable): LineStanding {
  const states = [...dialogs.values()];
  if (states.includes("confirmed")) return { state: "talking", reason: null };
  return { state: states.length > 0 ? "ringing" : "free", reason: null };
}
