import type { AttachmentId } from "../../../src-shared/ids.ts";

/** A file of what is being written. `attachmentId`: the hub has it. */
export type TrayFile = {
  readonly key: string;
  readonly name: string;
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  readonly state: "uploading" | "ready" | "failed";
  readonly attachmentId: AttachmentId | null;
  /** Why it failed. */
  readonly code: string | null;
};

const WHY: Readonly<Record<string, (typeof REASONS)[number]>> = {
  "file-empty": "conversation.fileEmpty",
  "too-large": "conversation.fileTooLarge",
  "too-many-files": "conversation.fileTooMany",
  "file-refused": "conversation.fileBad",
  "hub-away": "conversation.fileAway",
};
const REASONS = [
  "conversation.fileEmpty",
  "conversation.fileTooLarge",
  "conversation.fileTooMany",
  "conversation.fileBad",
  "conversation.fileAway",
  "conversation.fileFailed",
] as const;

/** The word for why a file failed. */
export function whyFailed(code: string | null): (typeof REASONS)[number] {
  return WHY[code ?? ""] ?? "conversation.fileFailed";
}

/** Whether what failed may come through another time; a file that is not accepted never does. */
export function mayGoLater(code: string | null): boolean {
  return whyFailed(code) === "conversation.fileAway" || whyFailed(code) === "conversation.fileFailed";
}

/** What keeps the files from being sent; null: nothing. */
export function trayProblem(
  files: readonly TrayFile[],
): "conversation.waitForFiles" | "conversation.dropBadFiles" | null {
  if (files.some(({ state }) => state === "failed")) return "conversation.dropBadFiles";
  return files.some(({ state }) => state === "uploading") ? "conversation.waitForFiles" : null;
}
