import fc from "fast-check";
import { expect, test } from "vitest";
import { AttachmentId, ConversationId, MessageId } from "../../../src-shared/ids.ts";
import { MemoryOwnFileStore } from "../../../tests/support/memory-stores.ts";
import { OwnFiles } from "./own-files.ts";

const conversations = ["c-1", "c-2"].map((id) => ConversationId.parse(id));
const fileOf = (index: number) => ({
  attachmentId: AttachmentId.parse(`a-${index}`),
  ...{ name: `${index}.png`, type: "image/png", size: 1 },
});

test("a file stands in its own draft, in one message, or nowhere; never in another conversation", () => {
  const step = fc.record({
    what: fc.constantFrom("add", "detach", "send", "settle", "forget"),
    of: fc.constantFrom(...conversations),
    index: fc.nat(12),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const store = new MemoryOwnFileStore();
      const files = new OwnFiles(store, () => "anna");
      const model = new Map<string, { of: string; messageId: string | null }>();
      const sentAs = (index: number) => MessageId.parse(`m-${index}`);
      const inDraft = (of: string) => [...model].filter(([, one]) => one.of === of && one.messageId === null);
      for (const { what, of, index } of steps) {
        const { attachmentId } = fileOf(index);
        if (what === "add" && !model.has(attachmentId)) {
          const hasRoom = inDraft(of).length < 10;
          expect(files.addToDraft(of, fileOf(index))).toBe(hasRoom);
          if (hasRoom) model.set(attachmentId, { of, messageId: null });
        } else if (what === "detach") {
          files.takeFromDraft(of, attachmentId);
          const one = model.get(attachmentId);
          if (one?.of === of && one.messageId === null) model.delete(attachmentId);
        } else if (what === "send") {
          const ids = inDraft(of).map(([id]) => AttachmentId.parse(id));
          files.send(of, sentAs(index), ids);
          for (const id of ids) model.set(id, { of, messageId: sentAs(index) });
        } else if (what === "settle") {
          files.settle(sentAs(index));
          for (const [id, one] of model) if (one.messageId === sentAs(index)) model.delete(id);
        } else if (what === "forget") {
          files.forget(of);
          for (const [id, one] of model) if (one.of === of) model.delete(id);
        }
        // As after a crash: all is in the store.
        const again = new OwnFiles(store, () => "anna");
        for (const one of conversations)
          expect(new Set(again.inDraft(one).map((file) => file.attachmentId))).toEqual(
            new Set(inDraft(one).map(([id]) => id)),
          );
        const sent = [...model].filter(([, one]) => one.messageId === sentAs(index)).map(([id]) => id);
        expect(new Set(again.of(sentAs(index)).map((file) => file.attachmentId))).toEqual(new Set(sent));
        expect(new OwnFiles(store, () => "boris").inDraft(of)).toEqual([]);
      }
    }),
  );
});

test("nobody is known yet: nothing is kept and nothing shown", () => {
  const store = new MemoryOwnFileStore();
  const files = new OwnFiles(store, () => null);
  files.addToDraft(ConversationId.parse("c-1"), fileOf(1));
  expect(files.inDraft(ConversationId.parse("c-1"))).toEqual([]);
  expect(store.read("anna")).toEqual([]);
});
