import { expect, it } from "vitest";
import { KeyQueue } from "./key-queue.ts";

it("keys wait until there is a sender, and then for one another", () => {
  const given: string[] = [];
  const sender = {
    insertDTMF: (tones: string) => given.push(tones),
    ontonechange: null as ((event: { tone: string }) => void) | null,
  };
  let isThere = false;
  const keys = new KeyQueue(() => (isThere ? (sender as unknown as RTCDTMFSender) : null));
  keys.press("4");
  keys.press("2");
  expect(given).toEqual([]);
  isThere = true;
  keys.resume();
  keys.press("#");
  keys.resume();
  expect(given).toEqual(["42"]);
  sender.ontonechange?.({ tone: "4" });
  expect(given).toEqual(["42"]);
  sender.ontonechange?.({ tone: "" });
  expect(given).toEqual(["42", "#"]);
});
