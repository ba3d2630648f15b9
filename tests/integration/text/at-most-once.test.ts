import { copyFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OutgoingMessage } from "../../../src-hub/channels/channel.ts";
import { FakeChannel } from "../../support/fake-channel.ts";
import { aFolder, marina } from "../hub/support/a-hub.ts";
import { TextHub } from "./support/a-text-hub.ts";

// ADR 30: what goes out to a channel that cannot tell a repeat reaches the customer at most once, and a person is told where
// it is not known. A hub that is killed is played by its database file as it stood in that moment, under another hub.

/** Where the hub is killed: the channel is asked and has done nothing yet, or it has delivered and its answer is on its way. */
type Moment = "asked" | "delivered";

class WatchedChannel extends FakeChannel {
  /** What happens at a moment of the next message. */
  at: ((moment: Moment) => void) | null = null;

  override async send(message: OutgoingMessage): ReturnType<FakeChannel["send"]> {
    this.at?.("asked");
    const sent = await super.send(message);
    this.at?.("delivered");
    return sent;
  }
}

const folder = { current: aFolder() };
let hubs: TextHub[];
beforeEach(() => {
  folder.current = aFolder();
  hubs = [];
});
afterEach(async () => {
  for (const hub of hubs) await hub.stop();
  folder.current.remove();
});

async function start(name: string, channel: FakeChannel): Promise<TextHub> {
  const hub = await TextHub.start({ channel, databaseFile: join(folder.current.path, name) });
  hubs.push(hub);
  return hub;
}

/** The database as a kill leaves it: the file with its write-ahead log. */
function keep(from: string, to: string): void {
  for (const end of ["", "-wal"]) {
    const [source, target] = [from, to].map((name) => join(folder.current.path, `${name}${end}`));
    if (source && target && existsSync(source)) copyFileSync(source, target);
  }
}

/** An answer of Marina's during which the hub is killed; then the hub after it, on the same channel. */
async function killedAt(moment: Moment, idempotentSend: boolean) {
  const channel = new WatchedChannel("telegram", "bot", { idempotentSend });
  const first = await start("hub.db", channel);
  await first.putOnline(marina);
  await first.write("irina", "есть кто?");
  const { interactionId } = await first.accept(marina);
  channel.at = (now) => {
    if (now === moment) keep("hub.db", "left.db");
  };
  await first.say(marina, interactionId, "Уже едет", "my-1");
  channel.at = null;
  await first.stop();
  hubs = [];
  // The first hub lived on: what the killed one had not done yet is not done.
  const delivered = moment === "delivered" ? 1 : 0;
  const after = new WatchedChannel("telegram", "bot", { idempotentSend });
  const next = await start("left.db", moment === "delivered" ? channel : after);
  await next.putOnline(marina);
  await next.hub.pass(5000);
  const shown = () => (moment === "delivered" ? channel : after).shown("irina").map(({ text }) => text);
  const delivery = async () => (await next.messages()).find(({ from }) => from === "operator")?.delivery;
  return { next, delivered, shown, delivery, interactionId };
}

describe("an answer that was with its channel when the hub died", () => {
  it.each(["asked", "delivered"] as const)(
    "(%s) is not sent again where that may double it: it is told as unknown, and its operator decides",
    async (moment) => {
      const { next, delivered, shown, delivery, interactionId } = await killedAt(moment, false);
      expect(shown()).toHaveLength(delivered);
      expect(await delivery()).toEqual({ state: "failed", code: "delivery-unknown" });
      // Whoever never wrote to this bot is nobody there: the customer of the new channel is known by writing once more.
      await next.write("irina", "алло?");
      expect(await next.command(marina, "message.resend", { interactionId, messageId: "my-1" })).toMatchObject({
        ok: true,
      });
      await next.settle();
      expect(shown()).toHaveLength(delivered + 1);
      expect(await delivery()).toMatchObject({ state: "sent" });
    },
  );

  it("(delivered) is sent again where the channel knows a repeat, and the customer sees it once", async () => {
    const { shown, delivery } = await killedAt("delivered", true);
    expect(shown()).toEqual(["Уже едет"]);
    expect(await delivery()).toMatchObject({ state: "sent" });
  });
});
