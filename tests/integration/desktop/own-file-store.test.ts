import { expect, test } from "vitest";
import { OwnFile } from "../../../src-main/core/ports/own-file-store.ts";
import { openedCache, TemporaryFolder } from "../../support/cache-folder.ts";
import { MemoryOwnFileStore } from "../../support/memory-stores.ts";

const attachment = { attachmentId: "a-1", name: "скан 🙂.png", type: "image/png", size: 12 };
const inDraft = OwnFile.parse({ conversationId: "c-1", messageId: null, attachment });
const sent = OwnFile.parse({ conversationId: "c-2", messageId: "m-1", attachment: { ...attachment, size: null } });

for (const kind of ["memory", "encrypted file"] as const) {
  test(`files of the operator (${kind}) are kept by login, in their order, until they are taken out`, () => {
    using folder = new TemporaryFolder();
    const cache = kind === "memory" ? null : openedCache(folder.path);
    const files = cache?.ownFiles ?? new MemoryOwnFileStore();
    expect(files.read("anna")).toEqual([]);
    files.write("anna", [inDraft, sent]);
    files.write("boris", [sent]);
    files.write("boris", []);
    expect([files.read("anna"), files.read("boris")]).toEqual([[inDraft, sent], []]);
    cache?.close();
    if (!cache) return;
    const again = openedCache(folder.path);
    expect(again.ownFiles.read("anna")).toEqual([inDraft, sent]);
    again.close();
  });
}
