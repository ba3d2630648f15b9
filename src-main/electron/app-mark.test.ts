import type { NativeImage } from "electron";
import { expect, it } from "vitest";
import { type AppMarkView, createAppMark } from "./app-mark.ts";

const view = (change: Partial<AppMarkView>): AppMarkView => ({ isRinging: false, missed: 0, locale: "ru", ...change });

function setUp(platform: NodeJS.Platform) {
  const shown: unknown[] = [];
  const world = { window: aWindow() };
  function aWindow() {
    return { setOverlayIcon: (icon: unknown, words: string) => void shown.push([icon, words]) };
  }
  const mark = createAppMark({
    platform,
    window: () => world.window,
    setBadge: (count) => void shown.push(count),
    icon: (look) => look as unknown as NativeImage,
  });
  return { mark, shown, remake: () => (world.window = aWindow()) };
}

it.each(["darwin", "linux"] as const)("%s takes the number of missed calls, once each time it changes", (platform) => {
  const { mark, shown } = setUp(platform);
  for (const missed of [0, 0, 1, 1, 12, 0]) mark.show(view({ missed, isRinging: missed === 12 }));
  expect(shown).toEqual([1, 12, 0]);
});

it("Windows takes a picture with words: a ring before a number, more than nine are many, nothing when all is seen", () => {
  const { mark, shown } = setUp("win32");
  mark.show(view({}));
  mark.show(view({ isRinging: true }));
  mark.show(view({ isRinging: true, missed: 2 }));
  mark.show(view({ missed: 3 }));
  mark.show(view({ missed: 14 }));
  mark.show(view({}));
  expect(shown).toEqual([
    ["ringing", "Звонит клиент"],
    ["missed-3", "Пропущено звонков: 3"],
    ["missed-many", "Пропущено звонков: 14"],
    [null, ""],
  ]);
});

it("a window that was made again gets its mark again", () => {
  const { mark, shown, remake } = setUp("win32");
  mark.show(view({ missed: 1 }));
  remake();
  mark.show(view({ missed: 1 }));
  expect(shown).toHaveLength(2);
});
