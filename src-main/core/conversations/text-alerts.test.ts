import { beforeEach, expect, test } from "vitest";
import { DO_NOT_DISTURB } from "../../../src-shared/domain/do-not-disturb.ts";
import { FIRST_SOUND } from "../../../src-shared/domain/sound-devices.ts";
import type { ConversationId, InteractionId, OfferId } from "../../../src-shared/ids.ts";
import type { ConversationView } from "../../../src-shared/ipc/conversations.ts";
import type { CallView, Workplace } from "../../../src-shared/ipc/workplace.ts";
import { FakeClock } from "../../../tests/support/fake-clock.ts";
import { FakeLog } from "../../../tests/support/fake-log.ts";
import { FakeMedia } from "../../../tests/support/fake-media.ts";
import { MESSAGE_EVERY_MS, OFFER_EVERY_MS, TextAlerts } from "./text-alerts.ts";

type Shown = Parameters<TextAlerts["follow"]>[0];

let clock: FakeClock;
let told: string[];
let isWindowFocused: boolean;
let texts: TextAlerts;
let shown: Shown;

beforeEach(() => {
  clock = new FakeClock();
  told = [];
  isWindowFocused = false;
  const media = new FakeMedia();
  const ask: typeof media.ask = (name, input) => {
    if (name === "media.play-cue") told.push(`heard: ${(input as { readonly cue: string }).cue}`);
    return media.ask(name, input);
  };
  texts = new TextAlerts({
    clock,
    log: new FakeLog(),
    media: { ask },
    notifier: {
      showTextOffer: ({ customer }) => {
        told.push(`offered: ${customer.name}`);
        return () => told.push(`over: ${customer.name}`);
      },
      showMessage: ({ customer }) => told.push(`wrote: ${customer.name}`),
    },
    isWindowFocused: () => isWindowFocused,
  });
  const status: Workplace["status"] = {
    ...{ status: "online", reason: null, limitMs: null, sinceMs: 0, by: "operator", pending: null },
  };
  const sound = { settings: FIRST_SOUND } as Workplace["sound"];
  shown = { conversations: [], calls: [], status, sound };
});

const stand = (change: Partial<Shown>) => {
  shown = { ...shown, ...change };
  texts.follow(shown);
};
const own = (name: string): ConversationView => ({
  ...{
    interactionId: `interaction-${name}` as InteractionId,
    conversationId: `conversation-${name}` as ConversationId,
  },
  ...{
    channel: "site-chat",
    customer: { address: name, name },
    queueName: "Поддержка",
    sinceMs: 0,
    offer: null,
    unread: 0,
  },
});
const offered = (name: string, forMs = 60_000): ConversationView => ({
  ...own(name),
  offer: { offerId: `offer-${name}` as OfferId, untilMs: clock.nowMs() + forMs, reasons: [] },
});
const write = (name: string) => texts.received(own(name).conversationId);
const aCall = (phase: CallView["phase"]) => [{ phase } as CallView];
const heard = () => told.splice(0);

test("an offer is heard again and again until it is answered", () => {
  const offer = offered("Ирина");
  stand({ conversations: [offer] });
  expect(heard()).toEqual(["offered: Ирина", "heard: text-offer"]);
  stand({ conversations: [offer] });
  clock.advance(2 * OFFER_EVERY_MS);
  expect(heard()).toEqual(["heard: text-offer", "heard: text-offer"]);
  stand({ conversations: [{ ...offer, isAnswering: true }] });
  clock.advance(2 * OFFER_EVERY_MS);
  expect(heard()).toEqual(["over: Ирина"]);
  expect(clock.pendingTimers).toBe(0);
});

test("an offer whose time is over is not heard any more, though nobody takes it back", () => {
  stand({ conversations: [offered("Ирина", OFFER_EVERY_MS + 1)] });
  clock.advance(OFFER_EVERY_MS);
  expect(heard()).toEqual(["offered: Ирина", "heard: text-offer", "heard: text-offer"]);
  clock.advance(10 * OFFER_EVERY_MS);
  expect(heard()).toEqual(["over: Ирина"]);
  stand({ calls: [] });
  expect([...heard(), clock.pendingTimers]).toEqual([0]);
});

test("two offers are one sound, and it goes on for the one that is left", () => {
  const [one, two] = [offered("Ирина"), offered("Павел")];
  stand({ conversations: [one] });
  clock.advance(OFFER_EVERY_MS / 2);
  stand({ conversations: [one, two] });
  expect(heard()).toEqual(["offered: Ирина", "heard: text-offer", "offered: Павел", "heard: text-offer"]);
  stand({ conversations: [two] });
  clock.advance(OFFER_EVERY_MS);
  expect(heard()).toEqual(["over: Ирина", "heard: text-offer"]);
});

test("in a talk an offer is heard once; after the talk it is heard again", () => {
  stand({ calls: aCall("talking") });
  stand({ conversations: [offered("Ирина")] });
  clock.advance(3 * OFFER_EVERY_MS);
  expect(heard()).toEqual(["offered: Ирина", "heard: text-offer"]);
  stand({ calls: aCall("ended") });
  clock.advance(OFFER_EVERY_MS);
  expect(heard()).toEqual(["heard: text-offer"]);
});

test("a message in one's own conversation is heard once, and shown where the window is not in front", () => {
  stand({ conversations: [own("Ирина")] });
  write("Ирина");
  expect(heard()).toEqual(["heard: text-message", "wrote: Ирина"]);
  clock.advance(MESSAGE_EVERY_MS);
  isWindowFocused = true;
  write("Ирина");
  expect(heard()).toEqual(["heard: text-message"]);
});

test("lines that come one after another are heard once", () => {
  stand({ conversations: [own("Ирина")] });
  for (const _line of [1, 2, 3]) write("Ирина");
  expect(heard()).toEqual(["heard: text-message", "wrote: Ирина"]);
  clock.advance(MESSAGE_EVERY_MS);
  write("Ирина");
  expect(heard()).toEqual(["heard: text-message", "wrote: Ирина"]);
});

test("what is before the operator's eyes is not heard; elsewhere, or behind another window, it is", () => {
  isWindowFocused = true;
  stand({ conversations: [own("Ирина"), own("Павел")] });
  texts.attended(own("Ирина").conversationId);
  write("Ирина");
  expect(heard()).toEqual([]);
  write("Павел");
  expect(heard()).toEqual(["heard: text-message"]);
  clock.advance(MESSAGE_EVERY_MS);
  isWindowFocused = false;
  write("Ирина");
  expect(heard()).toEqual(["heard: text-message", "wrote: Ирина"]);
  clock.advance(60_000);
  isWindowFocused = true;
  write("Ирина");
  expect(heard()).toEqual(["heard: text-message"]);
});

test("what is written to colleagues, or before a conversation is one's own, says nothing", () => {
  stand({ conversations: [offered("Ирина")] });
  heard();
  write("Ирина");
  write("Павел");
  expect(heard()).toEqual([]);
});

test("who switched it off sees messages and does not hear them; offers are heard all the same", () => {
  stand({ sound: { settings: { ...FIRST_SOUND, areMessagesHeard: false } } as Workplace["sound"] });
  stand({ conversations: [own("Ирина"), offered("Павел")] });
  write("Ирина");
  expect(heard()).toEqual(["offered: Павел", "heard: text-offer", "wrote: Ирина"]);
});

test("«Не беспокоить» is silent, and what came meanwhile is not made up for", () => {
  stand({ conversations: [own("Ирина"), offered("Павел")] });
  heard();
  stand({ status: { ...shown.status, status: "break", reason: DO_NOT_DISTURB } });
  expect(heard()).toEqual(["over: Павел"]);
  write("Ирина");
  clock.advance(10 * OFFER_EVERY_MS);
  stand({ conversations: [own("Ирина")], status: { ...shown.status, status: "online", reason: null } });
  expect(heard()).toEqual([]);
  expect(clock.pendingTimers).toBe(0);
});

test("ends with the program", () => {
  stand({ conversations: [offered("Ирина")] });
  heard();
  texts.dispose();
  clock.advance(OFFER_EVERY_MS);
  expect([...heard(), clock.pendingTimers]).toEqual(["over: Ирина", 0]);
});
