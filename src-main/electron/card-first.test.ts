import { expect, it } from "vitest";
import { aCall } from "../../tests/support/a-workplace.ts";
import { FakeMedia } from "../../tests/support/fake-media.ts";
import { noticeAfterCard, soundAfterCard } from "./card-first.ts";

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

it("lets the sound of a ring follow in the next turn, in order, and nothing else", async () => {
  const media = new FakeMedia();
  const later = soundAfterCard(media);
  const asked = [
    later.ask("media.set-ring", { sound: "ring" }),
    later.ask("media.set-ring", { sound: "none" }),
    later.ask("media.close", { mediaId: "m" }),
  ];
  expect(media.asked.map(({ name }) => name)).toEqual(["media.close"]);
  await Promise.all(asked);
  expect(media.named("media.set-ring")).toEqual([{ sound: "ring" }, { sound: "none" }]);
});

it("notifies in the next turn, and not at all when the call is over by then", async () => {
  const shown: string[] = [];
  const notifier = noticeAfterCard({
    showRinging: () => {
      shown.push("shown");
      return () => void shown.push("gone");
    },
    showMissed: () => {},
    showDoNotDisturb: () => {},
  });
  const stop = notifier.showRinging(aCall());
  expect(shown).toEqual([]);
  await nextTurn();
  expect(shown).toEqual(["shown"]);
  stop();
  expect(shown).toEqual(["shown", "gone"]);

  notifier.showRinging(aCall())();
  await nextTurn();
  expect(shown).toEqual(["shown", "gone"]);
});
