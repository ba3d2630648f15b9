import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ChatEngine } from "../../../src-hub/widget/engine/chat-engine.ts";
import { memoryStore } from "../../support/site-chat/memory-store.ts";
import { SiteStage } from "../../support/site-chat/site-stage.ts";

describe("what an operator has read", () => {
  let stage: SiteStage;
  let store: ReturnType<typeof memoryStore>;
  let page: ChatEngine;

  beforeEach(async () => {
    stage = await SiteStage.start();
    store = memoryStore();
    page = stage.openPage(store);
    page.start();
    await stage.network.run();
    for (const text of ["раз", "два", "три"]) page.send({ t: "message", text });
    await stage.network.run();
  });

  afterEach(async () => {
    page.stop();
    await stage.stop();
  });

  const reads = async (at: number) => {
    const said = stage.told[at];
    if (!said) throw new Error("the hub was told less");
    stage.channel.showRead?.(said.conversation, said.message);
    await stage.network.run();
  };

  test("is shown to the visitor without an answer, up to that message and no further", async () => {
    expect(page.state.marks).toMatchObject({ read: 0 });
    await reads(1);
    expect(page.state.marks).toEqual({ delivered: 2, read: 2 });
  });

  test("never goes back", async () => {
    await reads(2);
    await reads(0);
    expect(page.state.marks.read).toBe(3);
  });

  test("is there after a reload, after a restart of the hub, and for who was away meanwhile", async () => {
    page.stop();
    await stage.network.run();
    await reads(1);
    await stage.restartHub();
    page = stage.openPage(store);
    page.start();
    await stage.pass(1000);
    expect(page.state.marks.read).toBe(2);
  });

  test("of a message or a visitor nobody knows is nothing", async () => {
    const visitor = stage.told[0]?.conversation ?? "";
    stage.channel.showRead?.(visitor, "nothing");
    stage.channel.showRead?.("nobody", stage.told[0]?.message ?? "");
    await stage.network.run();
    expect(page.state.marks.read).toBe(0);
  });
});
