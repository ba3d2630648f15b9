import { expect, test } from "vitest";
import { RefusedMessage } from "../../../src-main/core/ports/refused-message-store.ts";
import { openedCache, TemporaryFolder } from "../../support/cache-folder.ts";
import { MemoryRefusedMessageStore } from "../../support/memory-stores.ts";

const said = (messageId: string, text: string) =>
  RefusedMessage.parse({ messageId, interactionId: "i-1", text, attachmentIds: [], madeAtMs: 1_700_000_000_000 });

for (const kind of ["memory", "encrypted file"] as const) {
  test(`messages that were refused (${kind}) are kept by login, in their order, until they are taken out`, () => {
    using folder = new TemporaryFolder();
    const cache = kind === "memory" ? null : openedCache(folder.path);
    const refused = cache?.refusedMessages ?? new MemoryRefusedMessageStore();
    expect(refused.read("anna")).toEqual([]);
    const [one, two] = [said("m-1", "первое 🙂\nстрока"), said("m-2", "второе")];
    refused.write("anna", [one, two]);
    refused.write("boris", [two]);
    expect(refused.read("anna")).toEqual([one, two]);
    refused.write("boris", []);
    expect([refused.read("anna"), refused.read("boris")]).toEqual([[one, two], []]);
    cache?.close();
    if (!cache) return;
    const again = openedCache(folder.path);
    expect(again.refusedMessages.read("anna")).toEqual([one, two]);
    again.close();
  });
}
