import { describe, expect, test } from "vitest";
import { AttachmentId, ConversationId, MessageId } from "../../../src-shared/ids.ts";
import { accepted, refused } from "../../../src-shared/result.ts";
import { linked } from "../../../tests/support/a-linked-workplace.ts";
import { anna, aStory } from "../../../tests/support/an-interaction.ts";
import { settle } from "../../../tests/support/fake-clock.ts";
import type { World } from "../../../tests/support/fake-workplace-world.ts";

const conversationId = ConversationId.parse("conversation-1");
const story = aStory();
const { interactionId } = story;
const messageId = MessageId.parse("m-1");
const attachmentId = AttachmentId.parse("a-1");
const PATH = "/api/v1/files/a-1?until=1&signature=s";
const bytes = Uint8Array.from(Buffer.from("bytes of a picture"));
/** A PNG's beginning: its size is all that is looked at. */
const png = (width: number, height: number) => {
  const head = Buffer.alloc(33);
  head.write("\x89PNG\r\n\x1a\n", 0, "latin1");
  head.writeUInt32BE(13, 8);
  head.write("IHDR", 12, "latin1");
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return Uint8Array.from(head);
};

function led(): World {
  const arrives = story.arrives();
  if (arrives.type !== "interaction.created") throw new Error("not the first step");
  const text = { ...arrives, payload: { ...arrives.payload, channel: "chat" as const, conversationId } };
  const world = linked([text, story.waits(), story.rings(anna), story.isAnswered(anna)]);
  let made = 0;
  world.link.autoAnswer = ({ name }) => {
    if (name === "file.announce") {
      made += 1;
      world.hubFiles.kept.set(PATH.replace("a-1", `a-${made}`), null);
      return accepted({ attachmentId: AttachmentId.parse(`a-${made}`), path: PATH.replace("a-1", `a-${made}`) });
    }
    return name === "file.link" ? accepted({ path: PATH }) : null;
  };
  return world;
}

const attach = (world: World, name = "скан.png") =>
  world.workplace.handlers["files.attach"]({ conversationId, name, type: "image/png", bytes });
const draft = async (world: World) => {
  const kept = await world.workplace.handlers["drafts.get"]({ conversationId });
  return kept.ok ? kept.value : null;
};

describe("a file of the operator", () => {
  test("goes up at once, stands in the draft as what it turned out to be, and leaves it with its message", async () => {
    const world = led();
    world.hubFiles.type = "application/pdf";
    expect(await attach(world)).toMatchObject({
      ok: true,
      value: { file: { type: "application/pdf", size: bytes.length } },
    });
    expect(world.hubFiles.kept.get(PATH)).toMatchObject({ bytes });
    expect(await draft(world)).toMatchObject({ text: "", files: [{ attachmentId, name: "скан.png" }] });
    await world.workplace.handlers["conversations.send"]({
      ...{ conversationId, interactionId, messageId, text: "", attachmentIds: [attachmentId] },
    });
    expect(await draft(world)).toEqual({ text: "", files: [] });
    const unsent = await world.workplace.handlers["conversations.unsent"]({ conversationId });
    expect(unsent).toMatchObject({ value: { messages: [{ text: "", files: [{ name: "скан.png" }] }] } });
    expect(world.link.sent.at(-1)).toMatchObject({ name: "message.send", input: { attachmentIds: [attachmentId] } });
    world.link.reply({ ok: true, seq: 9 });
    await settle();
    expect(world.stores.ownFiles.read(anna)).toEqual([]);
  });

  test("without a text and without a file nothing is sent", async () => {
    const empty = { conversationId, interactionId, messageId, text: " ", attachmentIds: [] };
    expect(await led().workplace.handlers["conversations.send"](empty)).toMatchObject({ code: "empty-message" });
  });

  test("is refused in words the hub gave, and nothing of it stays", async () => {
    const world = led();
    for (const code of ["file-refused", "too-large", "unknown-conversation"] as const) {
      world.link.autoAnswer = () => refused(code);
      expect(await attach(world)).toMatchObject({ ok: false, code });
    }
    world.link.autoAnswer = () => refused("ask-too-fast" as "too-large", "later");
    expect(await attach(world)).toMatchObject({ ok: false, code: "hub-away" });
    const cut = led();
    cut.hubFiles.refusal = "unknown-file";
    expect(await attach(cut)).toMatchObject({ ok: false, code: "hub-away", retry: "later" });
    for (const one of [world, cut]) expect(await draft(one)).toMatchObject({ files: [] });
  });

  test("is the eleventh of a draft: refused; taken out, there is room", async () => {
    const world = led();
    for (let count = 0; count < 10; count += 1) expect(await attach(world)).toMatchObject({ ok: true });
    expect(await attach(world)).toMatchObject({ ok: false, code: "too-many-files" });
    await world.workplace.handlers["files.detach"]({ conversationId, attachmentId });
    expect(await attach(world)).toMatchObject({ ok: true });
  });

  test("is not said to be kept when the disk refuses", async () => {
    const world = led();
    world.stores.ownFiles.isBroken = true;
    expect(await attach(world)).toMatchObject({ ok: false, code: "store-failed" });
  });
});

describe("a file that came", () => {
  test("is saved once it is asked for, and shown only if it was saved here", async () => {
    const world = led();
    world.hubFiles.kept.set(PATH, { type: "application/pdf", bytes });
    const save = () => world.workplace.handlers["files.save"]({ attachmentId, name: "договор.pdf" });
    expect(await save()).toEqual(accepted({ file: "/downloads/договор.pdf" }));
    expect(world.saved).toEqual([{ name: "договор.pdf", bytes }]);
    const show = (file: string) => world.workplace.handlers["files.show"]({ file });
    expect(await show("/etc/passwd")).toMatchObject({ ok: false, code: "unknown-file" });
    expect(await show("/downloads/договор.pdf")).toMatchObject({ ok: true });
    expect(world.shown).toEqual(["/downloads/договор.pdf"]);
    for (const [told, said] of [
      ["not-yet", "file-not-yet"],
      ["file-refused", "file-refused"],
    ] as const) {
      world.hubFiles.refusal = told;
      expect(await save()).toMatchObject({ ok: false, code: said });
    }
  });

  test("is drawn when it is a picture of a size that can be drawn; asked for by many it is fetched once", async () => {
    const world = led();
    const { pictures } = world.workplace.conversations;
    world.hubFiles.kept.set(PATH, { type: "image/png", bytes: png(4000, 3000) });
    const all = await Promise.all([pictures.get(attachmentId), pictures.get(attachmentId)]);
    expect(all.map((one) => one?.type)).toEqual(["image/png", "image/png"]);
    await pictures.get(attachmentId);
    expect(world.hubFiles.asked).toBe(1);
    for (const bad of [
      { type: "image/png", bytes: png(30_000, 30_000) },
      { type: "image/png", bytes },
      { type: "application/octet-stream", bytes: png(10, 10) },
    ]) {
      pictures.forgetAll();
      world.hubFiles.kept.set(PATH, bad);
      expect(await pictures.get(attachmentId)).toBeNull();
    }
  });

  test("is waited for while the channel has not given it to the hub yet, and while the hub is away", async () => {
    const world = led();
    const { pictures } = world.workplace.conversations;
    world.hubFiles.kept.set(PATH, null);
    const coming = pictures.get(attachmentId);
    await world.clock.run(3000);
    world.hubFiles.refusal = "hub-away";
    await world.clock.run(20_000);
    world.hubFiles.refusal = null;
    world.hubFiles.kept.set(PATH, { type: "image/png", bytes: png(10, 10) });
    await world.clock.run(5000);
    expect(await coming).toMatchObject({ type: "image/png" });

    pictures.forgetAll();
    world.hubFiles.kept.set(PATH, null);
    const never = pictures.get(attachmentId);
    await world.clock.run(60_000);
    expect(await never).toBeNull();
    world.hubFiles.asked = 0;
    world.hubFiles.kept.set(PATH, "refused");
    expect(await pictures.get(attachmentId)).toBeNull();
    expect(world.hubFiles.asked).toBe(1);
  });

  test("asks the hub for few at once, and for all in the end", async () => {
    const world = led();
    world.link.autoAnswer = ({ name, input }) =>
      name === "file.link" ? accepted({ path: `/f/${(input as { attachmentId: string }).attachmentId}` }) : null;
    const ids = Array.from({ length: 30 }, (_none, index) => AttachmentId.parse(`p-${index}`));
    for (const id of ids) world.hubFiles.kept.set(`/f/${id}`, { type: "image/png", bytes: png(10, 10) });
    const got = Promise.all(ids.map((id) => world.workplace.conversations.pictures.get(id)));
    expect(world.link.questions.filter(({ name }) => name === "file.link").length).toBeLessThanOrEqual(4);
    expect((await got).every((one) => one !== null)).toBe(true);
  });
});
