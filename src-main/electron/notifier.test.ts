import { EventEmitter } from "node:events";
import { expect, it } from "vitest";
import type { CallView } from "../../src-shared/ipc/workplace.ts";
import { createNotifier } from "./notifier.ts";

const call = { customer: { address: "+79001234567", name: "Ирина" }, queueName: "Продажи" } as CallView;

function setUp({ isFocused }: { isFocused: boolean }) {
  const log: string[] = [];
  const window = Object.assign(new EventEmitter(), {
    isFocused: () => isFocused,
    flashFrame: (on: boolean) => log.push(on ? "flash" : "still"),
  });
  const clicks: (() => void)[] = [];
  const notifier = createNotifier({
    tray: { show: (...state) => log.push(`tray ${state.join()}`), close() {} },
    notify: ({ title, body }) => ({
      on: (_event, listener) => clicks.push(listener),
      show: () => log.push(`show ${title} | ${body}`),
      close: () => log.push("close"),
    }),
    window: () => window as never,
    bringToFront: () => log.push("front"),
    locale: () => "ru",
  });
  return { log, window, clicks, notifier };
}

it("notifies while the window is not in front; a click brings it and does not answer", () => {
  const { log, clicks, notifier } = setUp({ isFocused: false });
  const stop = notifier.showRinging(call);
  clicks[0]?.();
  stop();
  stop();
  expect(log).toEqual([
    "tray offline,false,true,ru",
    "flash",
    "show Звонит Ирина | Очередь «Продажи»",
    "front",
    "close",
    "still",
    "tray offline,false,false,ru",
  ]);
});

it("appears only when the operator looks away, goes when they look back, and leaves no listener", () => {
  const { log, window, notifier } = setUp({ isFocused: true });
  const stop = notifier.showRinging(call);
  expect(log.join()).not.toContain("show");
  window.emit("blur");
  expect(log.join()).toContain("show Звонит Ирина");
  window.emit("focus");
  expect(log.at(-2)).toBe("close");
  stop();
  expect(window.listenerCount("blur") + window.listenerCount("focus")).toBe(0);
});
