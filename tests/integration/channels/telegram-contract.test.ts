import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { TelegramChannel } from "../../../src-hub/channels/telegram/telegram-channel.ts";
import { systemClock } from "../../../src-hub/clock.ts";
import { type ChannelStage, describeChannel } from "../../support/channel-contract.ts";
import { FakeTelegram } from "../../support/fake-telegram.ts";

const CHATS: Readonly<Record<string, number>> = { irina: 7001, petr: 7002 };

async function stageOf(
  telegram: FakeTelegram,
  channel: TelegramChannel,
  replay: ChannelStage["replay"],
  stop: () => Promise<void>,
): Promise<ChannelStage> {
  const last = new Map<string, number>();
  const chatOf = (customer: string) => CHATS[customer] ?? 0;
  return {
    channel,
    write: async (customer, text) => {
      last.set(customer, await telegram.write(chatOf(customer), { text }));
    },
    edit: (customer, text) => telegram.edit(chatOf(customer), last.get(customer) ?? 0, { text }),
    sendFile: async (customer, file) => {
      await telegram.sendDocument(chatOf(customer), file);
    },
    replay,
    seen: async (customer) => telegram.seen(chatOf(customer)),
    block: async (customer) => telegram.block(chatOf(customer)),
    setUnreachable: async (isUnreachable) => {
      telegram.isDown = isUnreachable;
    },
    stop: async () => {
      await channel.stop();
      await stop();
      await telegram.stop();
    },
  };
}

describeChannel("Telegram by long poll", async () => {
  const telegram = await FakeTelegram.start();
  const { token, url: apiRoot } = telegram;
  const channel = new TelegramChannel({ token, apiRoot, webhookUrl: null, clock: systemClock });
  return stageOf(telegram, channel, null, async () => undefined);
});

describeChannel("Telegram by webhook", async () => {
  const telegram = await FakeTelegram.start();
  const { token, url: apiRoot } = telegram;
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const secret = String(request.headers["x-telegram-bot-api-secret-token"]);
      const headers = { "x-telegram-bot-api-secret-token": secret };
      void channel
        .webhook({ headers, body: Buffer.concat(chunks) })
        .then(({ status }) => response.writeHead(status).end());
    });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const webhookUrl = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
  const channel = new TelegramChannel({ token, apiRoot, webhookUrl, clock: systemClock });
  return stageOf(telegram, channel, null, async () => {
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });
});
