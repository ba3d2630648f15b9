import { expect, test } from "vitest";
import { FileFolder } from "../../../src-hub/text/file-folder.ts";
import { createHubFiles } from "../../../src-main/node/hub-link/hub-files.ts";
import { systemClock } from "../../../src-main/node/system-clock.ts";
import { TextChannelSettings } from "../../../src-shared/domain/text-channel-settings.ts";
import { FakeChannel } from "../../support/fake-channel.ts";
import { FakeHubFiles } from "../../support/fake-hub-files.ts";
import { FakeLog } from "../../support/fake-log.ts";
import { describeHubFiles, type HubFilesStage } from "../../support/hub-files-contract.ts";
import { aFolder, marina, TestHub } from "../hub/support/a-hub.ts";

async function fakeStage(): Promise<HubFilesStage> {
  const files = new FakeHubFiles();
  files.type = "application/pdf";
  return {
    files,
    announce: async (name) => {
      files.kept.set(`/${name}?until=9`, null);
      return `/${name}?until=9`;
    },
    linkTo: async (path) => path,
    cut: async () => {
      files.refusal = "hub-away";
    },
    stop: async () => undefined,
  };
}

type Announced = { readonly type?: string; readonly size?: number };
type RealStage = HubFilesStage & { announce(name: string, more?: Announced): Promise<string> };

async function realStage(): Promise<RealStage> {
  const folder = aFolder();
  const channel = new FakeChannel();
  const settings = TextChannelSettings.parse({ queueId: "support", closeAfterMs: null });
  const test = await TestHub.start({ channels: [{ channel, settings }], files: new FileFolder(folder.path, null) });
  const { service, log } = test.hub;
  service.desktopLinked(marina, ["text"]);
  await test.choose(marina, { status: "online" });
  await channel.write("irina", "Где чек?");
  await test.settle();
  const [contact] = log.unclosed();
  const { interactionId = "", offers = [], conversationId } = contact ?? {};
  await test.command(marina, "interaction.accept-offer", { interactionId, offerId: offers.at(-1)?.offerId });
  const ask = async <T>(name: "file.announce" | "file.link", input: unknown) => {
    const answer = await service.query(marina, { name, input });
    if (!answer.ok) throw new Error(`${name}: ${answer.code}`);
    return answer.value as T;
  };
  const made = new Map<string, string>();
  let isUp = true;
  const stop = async () => {
    if (isUp) await test.stop();
    isUp = false;
  };
  const hubUrl = `http://127.0.0.1:${test.hub.port}`;
  return {
    files: createHubFiles({ way: () => ({}), clock: systemClock, hubUrl: () => hubUrl, log: new FakeLog() }),
    announce: async (name: string, more: Announced = {}) => {
      const input = { conversationId, name, type: "application/pdf", size: 10, ...more };
      const { attachmentId, path } = await ask<{ attachmentId: string; path: string }>("file.announce", input);
      made.set(path, attachmentId);
      return path;
    },
    linkTo: async (path: string) => (await ask<{ path: string }>("file.link", { attachmentId: made.get(path) })).path,
    cut: stop,
    stop: async () => {
      await stop();
      folder.remove();
    },
  };
}

test("what the customer's channel does not take is refused before it is sent, by its name, size and bytes", async () => {
  const stage = await realStage();
  try {
    await expect(stage.announce("чек.pdf", { size: 1001 })).rejects.toThrow("too-large");
    await expect(stage.announce("чек.txt", { type: "text/plain" })).rejects.toThrow("file-refused");
    await expect(stage.announce("чек.exe")).rejects.toThrow("file-refused");
    const path = await stage.announce("чек.pdf");
    expect(await stage.files.put(path, Uint8Array.from(Buffer.from("просто текст")))).toMatchObject({
      code: "file-refused",
    });
  } finally {
    await stage.stop();
  }
});

describeHubFiles("fake", fakeStage);
describeHubFiles("HTTP", realStage);
