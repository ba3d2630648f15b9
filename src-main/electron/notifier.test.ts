import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import type { ConversationView } from "../../src-shared/ipc/conversations.ts";
import type { CallView } from "../../src-shared/ipc/workplace.ts";
import { FakeClock } from "../../tests/support/fake-clock.ts";
import { createNotifier } from "./notifier.ts";

function setUp({ isFocused }: { isFocused: boolean }) {
  const log: string[] = [];
  const clock = new FakeClock();
  const call = {
    customer: { address: "+79001234567", name: "Ирина" },
    queueName: "Продажи",
    startedAtMs: clock.nowMs(),
  } as CallView;
  const window = Object.assign(new EventEmitter(), {
    isFocused: () => isFocused,
    flashFrame: (on: boolean) => log.push(on ? "flash" : "still"),
  });
  const clicks: (() => void)[] = [];
  const notifier = createNotifier({
    clock,
    notify: ({ title, body }) => ({
      on: (event, listener) => event === "click" && clicks.push(listener),
      show: () => log.push(`show ${title} | ${body}`),
      close: () => log.push("close"),
    }),
    window: () => window as never,
    bringToFront: () => log.push("front"),
    locale: () => "ru",
    askToCall: (address) => log.push(`ask ${address}`),
    openConversation: (conversationId) => log.push(`open ${conversationId}`),
  });
  return { log, window, clicks, notifier, clock, call };
}

it("notifies while the window is not in front; a click brings it and does not answer", () => {
  const { log, clicks, notifier, call, clock } = setUp({ isFocused: false });
  const stop = notifier.showRinging(call);
  clicks[0]?.();
  stop();
  stop();
  expect(log).toEqual(["flash", "show Звонит Ирина | Очередь «Продажи»", "front", "close", "still"]);
  expect(clock.pendingTimers).toBe(0);
});

it("repeats until the call is answered or gone, and says for how long it has been ringing", () => {
  const { log, notifier, call, clock } = setUp({ isFocused: false });
  const stop = notifier.showRinging(call);
  clock.advance(12_000);
  expect(log.filter((line) => line.startsWith("show"))).toEqual([
    "show Звонит Ирина | Очередь «Продажи»",
    "show Всё ещё звонит Ирина, 6 с | Очередь «Продажи»",
    "show Всё ещё звонит Ирина, 12 с | Очередь «Продажи»",
  ]);
  expect(log.filter((line) => line === "flash")).toHaveLength(3);
  stop();
  const lines = log.length;
  clock.advance(60_000);
  expect(log).toHaveLength(lines);
});

it("appears only when the operator looks away, goes when they look back, and leaves no listener", () => {
  const { log, window, notifier, call, clock } = setUp({ isFocused: true });
  const stop = notifier.showRinging(call);
  clock.advance(20_000);
  expect(log.join()).not.toContain("show");
  window.emit("blur");
  expect(log.join()).toContain("звонит Ирина");
  window.emit("focus");
  expect(log.at(-2)).toBe("close");
  stop();
  expect(window.listenerCount("blur") + window.listenerCount("focus")).toBe(0);
  expect(clock.pendingTimers).toBe(0);
});

it("an offered text repeats like a ring, and a message is shown once, without its words", () => {
  const { log, notifier, call, clock, clicks } = setUp({ isFocused: false });
  const text = { conversationId: "c-1", customer: call.customer, queueName: null } as ConversationView;
  const stop = notifier.showTextOffer(text);
  clock.advance(6000);
  clicks.at(-1)?.();
  expect(log.slice(-2)).toEqual(["open c-1", "front"]);
  stop();
  expect(log.filter((line) => line.startsWith("show"))).toEqual([
    "show Новое обращение: Ирина | Нажмите, чтобы открыть окно",
    "show Обращение ждёт ответа: Ирина, 6 с | Нажмите, чтобы открыть окно",
  ]);
  expect(clock.pendingTimers).toBe(0);
  log.length = 0;
  notifier.showMessage(text);
  clicks.at(-1)?.();
  clock.advance(60_000);
  expect(log).toEqual(["show Новое сообщение: Ирина | Нажмите, чтобы открыть окно", "open c-1", "front"]);
});

it("a missed call stays as a notification whose click asks whether to call back", () => {
  const { log, clicks, notifier, call } = setUp({ isFocused: true });
  notifier.showMissed({ ...call, customer: { address: "89001234567", name: null } });
  clicks[0]?.();
  expect(log).toEqual([
    "show Пропущенный звонок: +7\u00a0900\u00a0123-45-67 | Нажмите, чтобы перезвонить",
    "ask 89001234567",
  ]);
});
