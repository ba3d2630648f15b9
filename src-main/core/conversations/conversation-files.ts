import type { AttachmentId } from "../../../src-shared/ids.ts";
import type { conversationFileRequests } from "../../../src-shared/ipc/conversation-files.ts";
import type { Handlers } from "../../../src-shared/ipc/define-contract.ts";
import type { WorkplaceContract } from "../../../src-shared/ipc/workplace.ts";
import type { LinkQueryInput } from "../../../src-shared/link/link-queries.ts";
import { accepted, type Result, refused } from "../../../src-shared/result.ts";
import type { HubFileRefusal, HubFiles } from "../ports/hub-files.ts";
import type { HubLink } from "../ports/hub-link.ts";
import type { Log } from "../ports/log.ts";
import type { SavedFiles } from "../ports/saved-files.ts";
import type { OwnFiles } from "./own-files.ts";

/** So many files come or go at once: the hub takes twenty questions a second of a desktop, and a page may show many. */
const AT_ONCE = 4;

export type ConversationFilesParts = {
  readonly link: Pick<HubLink, "ask">;
  readonly hubFiles: HubFiles;
  readonly savedFiles: SavedFiles;
  readonly own: OwnFiles;
  readonly log: Log;
};

/** Files of conversations: up with what is being written, down to be seen or saved. Their bytes are kept at the hub alone. */
export class ConversationFiles {
  readonly handlers: Pick<Handlers<WorkplaceContract>, keyof typeof conversationFileRequests>;
  readonly #parts: ConversationFilesParts;
  readonly #saved = new Set<string>();
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;

  constructor(parts: ConversationFilesParts) {
    this.#parts = parts;
    this.handlers = {
      "files.attach": ({ bytes, ...announced }) => this.#attach({ ...announced, size: bytes.length }, bytes),
      "files.detach": ({ conversationId, attachmentId }) =>
        this.#kept(() => parts.own.takeFromDraft(conversationId, attachmentId)),
      "files.save": async ({ attachmentId, name }) => {
        const file = await this.fetch(attachmentId);
        if (!file.ok) return file;
        try {
          const saved = await parts.savedFiles.save(name, file.value.bytes);
          this.#saved.add(saved);
          return accepted({ file: saved });
        } catch (error) {
          parts.log.error({ error }, "a file was not saved");
          return refused("store-failed", "later");
        }
      },
      "files.show": ({ file }) => {
        // Nothing but what was saved here: the window may not look around on the disk.
        if (!this.#saved.has(file)) return refused("unknown-file");
        parts.savedFiles.show(file);
        return accepted({});
      },
    };
  }

  /** The bytes of a file, as the hub has looked into it. */
  async fetch(
    attachmentId: AttachmentId,
  ): Promise<
    Result<
      { readonly type: string; readonly bytes: Uint8Array },
      "hub-away" | "unknown-file" | "file-refused" | "file-not-yet"
    >
  > {
    const { link, hubFiles } = this.#parts;
    const got = await this.#inTurn(async () => {
      const way = await link.ask("file.link", { attachmentId });
      if (!way) return refused("hub-away", "later");
      return way.ok ? hubFiles.get(way.value.path) : refused("unknown-file");
    });
    return got.ok ? got : refused(SAID[got.code], got.retry);
  }

  async #attach(announced: LinkQueryInput<"file.announce">, bytes: Uint8Array) {
    const { link, hubFiles, own } = this.#parts;
    const { conversationId, name } = announced;
    const put = await this.#inTurn(async () => {
      const room = await link.ask("file.announce", announced);
      if (!room) return refused("hub-away", "later");
      if (!room.ok) return refused(announceSaid(room.code), room.retry);
      const { attachmentId, path } = room.value;
      const answer = await hubFiles.put(path, bytes);
      if (answer.ok) return accepted({ attachmentId, type: answer.value.type });
      return refused(PUT_SAID[answer.code], answer.retry);
    });
    if (!put.ok) return put;
    const file = { attachmentId: put.value.attachmentId, name, type: put.value.type, size: bytes.length };
    try {
      return own.addToDraft(conversationId, file) ? accepted({ file }) : refused("too-many-files");
    } catch (error) {
      this.#parts.log.error({ error }, "a file of a draft could not be kept");
      return refused("store-failed", "later");
    }
  }

  #kept(change: () => void) {
    try {
      change();
      return accepted({});
    } catch (error) {
      this.#parts.log.error({ error }, "the files of a draft could not be kept");
      return refused("store-failed", "later");
    }
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#underWay >= AT_ONCE) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#underWay += 1;
    try {
      return await work();
    } finally {
      // The place goes on to the next one without being free in between.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#underWay -= 1;
    }
  }
}

function announceSaid(code: string) {
  if (code === "unknown-conversation" || code === "file-refused" || code === "too-large") return code;
  return "hub-away";
}

const SAID = {
  "hub-away": "hub-away",
  "unknown-file": "unknown-file",
  "file-refused": "file-refused",
  "too-large": "file-refused",
  "not-yet": "file-not-yet",
} as const satisfies Record<HubFileRefusal, string>;

/** A place for the bytes that is gone has waited too long for them. */
const PUT_SAID = {
  "hub-away": "hub-away",
  "unknown-file": "hub-away",
  "file-refused": "file-refused",
  "too-large": "too-large",
  "not-yet": "hub-away",
} as const satisfies Record<HubFileRefusal, string>;
