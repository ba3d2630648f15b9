import { expect, it } from "vitest";
import { ToneQueue } from "./tone-queue.ts";

function aQueue() {
  const way = { isOpen: false };
  const sender = {
    canInsertDTMF: true,
    toneBuffer: "",
    insertDTMF(tones: string) {
      sender.toneBuffer = tones;
    },
  };
  return {
    way,
    sender,
    queue: new ToneQueue(
      () => sender,
      () => way.isOpen,
    ),
  };
}

it("keys pressed before the sound flows are sent when it does, once and in their order", () => {
  const { way, sender, queue } = aQueue();
  expect([queue.send("5"), queue.send("8")]).toEqual([true, true]);
  expect(sender.toneBuffer).toBe("");
  queue.flush();
  expect(sender.toneBuffer).toBe("");
  way.isOpen = true;
  queue.flush();
  expect(sender.toneBuffer).toBe("58");
  sender.toneBuffer = "8";
  queue.flush();
  expect(sender.toneBuffer).toBe("8");
  queue.send("#");
  expect(sender.toneBuffer).toBe("8#");
});

it("a far side without telephone-event is told at once: the keys go by INFO, and by nothing else", () => {
  const { way, sender, queue } = aQueue();
  sender.canInsertDTMF = false;
  expect(queue.send("5")).toBe(false);
  sender.canInsertDTMF = true;
  way.isOpen = true;
  queue.flush();
  expect(sender.toneBuffer).toBe("");
});
