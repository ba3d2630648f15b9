import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { aCall } from "../../tests/support/a-workplace.ts";
import { FakeMedia } from "../../tests/support/fake-media.ts";
import { noticeAfterCard, refreshAfterDrawing, soundAfterCard } from "./card-first.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const drawn = () => vi.advanceTimersByTimeAsync(50);

it("lets the sound of a ring follow when it is drawn, and nothing else wait", async () => {
  const media = new FakeMedia();
  const later = soundAfterCard(media);
  const ring = later.ask("media.set-ring", { sound: "ring" });
  await later.ask("media.close", { mediaId: "m" });
  expect(media.asked.map(({ name }) => name)).toEqual(["media.close"]);
  await drawn();
  await ring;
  expect(media.named("media.set-ring")).toEqual([{ sound: "ring" }]);
});

it("is silent at once, and takes back a ring that still waits", async () => {
  const media = new FakeMedia();
  const later = soundAfterCard(media);
  const ring = later.ask("media.set-ring", { sound: "ring" });
  await later.ask("media.set-ring", { sound: "none" });
  await drawn();
  await ring;
  expect(media.named("media.set-ring")).toEqual([{ sound: "none" }]);
});

it("does not let an outgoing call wait for its ringback", async () => {
  const media = new FakeMedia();
  await soundAfterCard(media).ask("media.set-ring", { sound: "ringback" });
  expect(media.named("media.set-ring")).toEqual([{ sound: "ringback" }]);
});

it("shows the newest state once, however often it changed meanwhile, and nothing when stopped", async () => {
  let shown = 0;
  const soon = refreshAfterDrawing(() => {
    shown += 1;
  });
  soon.refresh();
  soon.refresh();
  await drawn();
  expect(shown).toBe(1);
  soon.refresh();
  await drawn();
  expect(shown).toBe(2);
  soon.refresh();
  soon.stop();
  await drawn();
  expect(shown).toBe(2);
});

it("notifies when it is drawn, and not at all when the call is over by then", async () => {
  const shown: string[] = [];
  const notifier = noticeAfterCard({
    showRinging: () => {
      shown.push("shown");
      return () => void shown.push("gone");
    },
    showMissed: () => {},
    showTextOffer: () => () => undefined,
    showMessage: () => undefined,
    showStatus: () => undefined,
    showDoNotDisturb: () => {},
  });
  const stop = notifier.showRinging(aCall());
  expect(shown).toEqual([]);
  await drawn();
  expect(shown).toEqual(["shown"]);
  stop();
  expect(shown).toEqual(["shown", "gone"]);

  notifier.showRinging(aCall())();
  await drawn();
  expect(shown).toEqual(["shown", "gone"]);
});
