import { expect, test } from "vitest";
import { HoldTone } from "./hold-tone.ts";

const directed = (...directions: (string | null)[]) => ({
  getTransceivers: () => directions.map((currentDirection) => ({ currentDirection })),
});

test("who is on hold hears the tone, once, until the sound comes again or the call is over", () => {
  const story: string[] = [];
  const tone = new HoldTone(() => {
    story.push("plays");
    return () => void story.push("stops");
  });
  tone.follow(null);
  tone.follow(directed());
  tone.follow(directed("sendrecv"));
  tone.follow(directed(null));
  expect(story).toEqual([]);
  tone.follow(directed("inactive"));
  tone.follow(directed("sendonly"));
  expect(story).toEqual(["plays"]);
  // Whoever holds with music sends it.
  tone.follow(directed("recvonly"));
  expect(story).toEqual(["plays", "stops"]);
  tone.follow(directed("inactive"));
  tone.stop();
  tone.stop();
  expect(story).toEqual(["plays", "stops", "plays", "stops"]);
});
