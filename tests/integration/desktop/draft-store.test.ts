import { expect, test } from "vitest";
import { ConversationId } from "../../../src-shared/ids.ts";
import { openedCache, TemporaryFolder } from "../../support/cache-folder.ts";
import { MemoryDraftStore } from "../../support/memory-stores.ts";

const one = ConversationId.parse("one");
const two = ConversationId.parse("two");

for (const kind of ["memory", "encrypted file"] as const) {
  test(`drafts (${kind}) are kept by login and conversation, the last word counts, an empty one is gone`, () => {
    using folder = new TemporaryFolder();
    const cache = kind === "memory" ? null : openedCache(folder.path);
    const drafts = cache?.drafts ?? new MemoryDraftStore();
    drafts.write("anna", one, "пер");
    drafts.write("anna", one, "первый 🙂\nстрока");
    drafts.write("anna", two, "второй");
    expect([drafts.read("anna", one), drafts.read("anna", two)]).toEqual(["первый 🙂\nстрока", "второй"]);
    expect(drafts.read("boris", one)).toBe("");
    drafts.write("anna", two, "");
    expect(drafts.read("anna", two)).toBe("");
    cache?.close();
    if (!cache) return;
    const again = openedCache(folder.path);
    expect([again.drafts.read("anna", one), again.drafts.read("anna", two)]).toEqual(["первый 🙂\nстрока", ""]);
    again.close();
  });
}
