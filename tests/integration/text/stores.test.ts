import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HubDatabase } from "../../../src-hub/db/schema.ts";
import { readMessage, readMessageOfChannel, readMessages } from "../../../src-hub/log/message-store.ts";
import { readOutbound } from "../../../src-hub/text/conversation-store.ts";
import { insertFile, readFile, readPendingFiles, settleFile } from "../../../src-hub/text/file-store.ts";
import { AttachmentId, ConversationId, MessageId } from "../../../src-shared/ids.ts";
import { marina } from "../hub/support/a-hub.ts";
import { ENGINES, Stores } from "../hub/support/stores.ts";
import { TextHub } from "./support/a-text-hub.ts";

const stores = new Stores();
afterAll(() => stores.stop());

describe.each(ENGINES)("what is written, on %s", (engine) => {
  let db: HubDatabase;
  let place: Awaited<ReturnType<Stores["place"]>>;
  beforeEach(async () => {
    place = await stores.place(engine);
    db = await place.open();
  });
  afterEach(() => db.destroy().catch(() => undefined));

  it("is kept with every sign there is, once, and read page by page", async () => {
    const test = await TextHub.start({ database: db });
    await test.putOnline(marina);
    const text = "Привет 👩‍🚀 \u0000 '; DROP TABLE messages; -- \\u0000 \ud800";
    await test.write("irina", text, "m1");
    expect(await test.write("irina", text, "m1")).toEqual({ ok: true, isReplay: true });
    await test.write("irina", "два", "m2");
    const { interactionId, conversationId } = await test.accept(marina);
    test.channel.isUnreachable = true;
    await test.say(marina, interactionId, "ответ", "a1");
    const [row] = await readOutbound(db);
    expect(row).toMatchObject({ conversationId, messageId: "a1", kind: "send", isInFlight: false });
    test.channel.isUnreachable = false;
    // A real server answers in its own time: the next try may be set only after the clock moved.
    const onItsWay = async () => {
      await test.hub.pass(5000);
      return readOutbound(db);
    };
    await expect.poll(onItsWay).toEqual([]);
    const newest = await readMessages(db, conversationId, { beforeSeq: null, limit: 2 });
    expect(newest.map((message) => message.text)).toEqual(["ответ", "два"]);
    const before = await readMessages(db, conversationId, { beforeSeq: newest[1]?.seq ?? null, limit: 2 });
    expect(before.map((message) => message.text)).toEqual(["Привет 👩‍🚀  '; DROP TABLE messages; -- \\u0000 "]);
    expect(await readMessageOfChannel(db, conversationId, "m2", false)).toMatchObject({ text: "два" });
    expect(await readMessageOfChannel(db, conversationId, "m2", true)).toBeNull();
    expect(await readMessage(db, MessageId.parse("a1"))).toEqual(
      (await test.messages()).find(({ messageId }) => messageId === "a1"),
    );
    await test.stop();
  });

  it("keeps a file's state, and settles it once", async () => {
    const attachmentId = AttachmentId.parse("file-1");
    const file = {
      ...{ attachmentId, conversationId: ConversationId.parse("c1"), channel: "telegram", account: "42" },
      ...{ ref: "ref-1", name: "чек.png", type: "image/png", size: null, state: "pending" as const },
    };
    await insertFile(db, file, 1_781_000_000_123);
    expect(await readFile(db, attachmentId)).toEqual(file);
    expect(await readPendingFiles(db)).toEqual([attachmentId]);
    await settleFile(db, attachmentId, { type: "image/png", size: 3_000_000_000, state: "ready" });
    await settleFile(db, attachmentId, { type: "image/png", size: 1, state: "refused" });
    expect(await readFile(db, attachmentId)).toEqual({ ...file, size: 3_000_000_000, state: "ready" });
    expect(await readPendingFiles(db)).toEqual([]);
  });
});
