import { sql } from "kysely";
import { fileTypeOf } from "../../../src-hub/channels/site/file-type.ts";
import { keepFile } from "../../../src-hub/channels/site/site-channel.ts";
import { shown } from "../../../src-hub/widget/engine/conversation.ts";
import { type ChannelStage, describeChannel, type SentFile } from "../../support/channel-contract.ts";
import { memoryStore } from "../../support/site-chat/memory-store.ts";
import { SITE, SiteStage } from "../../support/site-chat/site-stage.ts";

describeChannel("the chat of a site", async (): Promise<ChannelStage> => {
  const stage = await SiteStage.start();
  // The suite starts the channel with an intake of its own.
  await stage.channel.stop();
  const pages = new Map<string, ReturnType<SiteStage["openPage"]>>();
  const pageOf = async (customer: string) => {
    const page = pages.get(customer) ?? stage.openPage(memoryStore());
    pages.set(customer, page);
    page.start();
    await stage.network.run();
    return page;
  };
  const sendFile = async (customer: string, { name, bytes }: SentFile) => {
    const page = await pageOf(customer);
    const visitor = stage.chat.desk.needs.tokens.read(page.token, SITE.key, stage.clock.nowMs());
    const type = fileTypeOf(bytes);
    if (!visitor || !type) throw new Error("the file cannot be sent");
    const fileId = `file-of-${customer}-1234`;
    await keepFile(stage.db, stage.clock, visitor.visitorId, { fileId, name, type, bytes });
    page.send({ t: "message", text: "", fileId });
    await stage.network.run();
  };
  return {
    channel: stage.channel,
    write: async (customer, text) => {
      const page = await pageOf(customer);
      page.send({ t: "message", text });
      await stage.network.run();
    },
    edit: null,
    sendFile,
    // The channel tells again by itself, after a while.
    replay: () => stage.pass(10_000),
    seen: async (customer) => {
      const page = await pageOf(customer);
      return shown(page.state.conversation).flatMap((entry) => {
        if (entry.kind !== "message" || entry.from === "visitor") return [];
        return [{ text: entry.text, files: entry.file ? [entry.file.name] : [] }];
      });
    },
    block: null,
    setUnreachable: async (isUnreachable) => {
      const [from, to] = isUnreachable ? ["site_entries", "site_away"] : ["site_away", "site_entries"];
      await sql`alter table ${sql.table(from)} rename to ${sql.table(to)}`.execute(stage.db);
    },
    stop: async () => {
      for (const page of pages.values()) page.stop();
      await stage.stop();
    },
  };
});
