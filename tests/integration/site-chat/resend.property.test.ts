import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lastNumber, shown } from "../../../src-hub/widget/engine/conversation.ts";
import { memoryStore } from "../../support/site-chat/memory-store.ts";
import { SiteStage } from "../../support/site-chat/site-stage.ts";

type Step =
  | { readonly do: "write" }
  | { readonly do: "answer" }
  | { readonly do: "carry"; readonly frames: number }
  | { readonly do: "cut" | "reload" | "restart-hub" | "down" | "up" | "second-tab" }
  | { readonly do: "pass"; readonly ms: number }
  | { readonly do: "refuse"; readonly isBusy: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ do: "write" as const }) },
  { weight: 2, arbitrary: fc.constant({ do: "answer" as const }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("carry" as const), frames: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 4, arbitrary: fc.constant({ do: "cut" as const }) },
  { weight: 3, arbitrary: fc.constant({ do: "reload" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "restart-hub" as const }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ do: "down" as const }, { do: "up" as const }, { do: "second-tab" as const }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.integer({ min: 1, max: 40_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("refuse" as const), isBusy: fc.boolean() }) },
);

/** Plays a story; at the end the network holds and the hub takes what it is told. */
async function play(steps: readonly Step[]): Promise<void> {
  const stage = await SiteStage.start();
  const store = memoryStore();
  let page = stage.openPage(store);
  page.start();
  const others: (typeof page)[] = [];
  const written: string[] = [];
  let answers = 0;
  for (const each of steps) {
    switch (each.do) {
      case "write":
        written.push(`сообщение ${written.length + 1}`);
        page.send({ t: "message", text: written.at(-1) ?? "" });
        break;
      case "answer": {
        const visitor = stage.told[0]?.conversation;
        if (!visitor) break;
        answers += 1;
        const messageId = `answer-${answers}` as never;
        await stage.channel.send({ messageId, conversation: visitor, text: `ответ ${answers}`, files: [] });
        break;
      }
      case "carry":
        await stage.network.run(each.frames);
        break;
      case "cut":
        stage.network.cut();
        break;
      case "down":
        stage.network.isDown = true;
        stage.network.cut();
        break;
      case "up":
        stage.network.isDown = false;
        break;
      case "reload":
        page.stop();
        page = stage.openPage(store);
        page.start();
        break;
      case "second-tab":
        others.push(stage.openPage(store));
        others.at(-1)?.start();
        break;
      case "restart-hub":
        await stage.restartHub();
        break;
      case "pass":
        await stage.pass(each.ms);
        break;
      case "refuse":
        stage.intakeReply = each.isBusy
          ? () => ({ ok: false, code: "unavailable", retry: "later", retryAfterMs: 500 })
          : () => ({ ok: true, isReplay: false });
        break;
    }
  }
  stage.network.isDown = false;
  stage.intakeReply = () => ({ ok: true, isReplay: false });
  for (let turn = 0; turn < 40 && (page.state.link !== "open" || page.state.waiting.length > 0); turn += 1)
    await stage.pass(20_000);
  await stage.pass(60_000);

  // Each message once and in order: for the hub, and on the visitor's screen; nothing is left unsent.
  expect(stage.told.map(({ text }) => text)).toEqual(written);
  expect(page.state.waiting).toEqual([]);
  expect(page.state.failed).toEqual([]);
  const messages = shown(page.state.conversation).filter((entry) => entry.kind === "message");
  expect(messages.filter(({ from }) => from === "visitor").map(({ text }) => text)).toEqual(
    written.slice(-messages.length),
  );
  const numbers = page.state.conversation.entries.map(({ n }) => n);
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  for (const other of others) expect(lastNumber(other.state.conversation)).toBe(lastNumber(page.state.conversation));
  for (const each of [page, ...others]) each.stop();
  await stage.stop();
}

describe("the protocol of the site chat", () => {
  test("brings each message once and in order, whatever is cut and whenever", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => play(steps)),
      { numRuns: 60 },
    );
  });
});
