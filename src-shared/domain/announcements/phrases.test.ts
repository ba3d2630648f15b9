import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ALL_PHRASES, farewellPhrases, placePhrases } from "./phrases.ts";

const MINUTE_MS = 60_000;
const FOLDER = new URL("../../../assets/announcements/", import.meta.url);

describe("announcements", () => {
  it("say the place, and the wait rounded up, where it is known", () => {
    expect(placePhrases(1, null)).toEqual(["position-1"]);
    expect(placePhrases(3, 30_000)).toEqual(["position-3", "wait-less"]);
    expect(placePhrases(20, MINUTE_MS)).toEqual(["position-20", "wait-1"]);
    expect(placePhrases(21, 5 * MINUTE_MS + 1)).toEqual(["position-more", "wait-7"]);
    expect(placePhrases(400, 31 * MINUTE_MS)).toEqual(["position-more", "wait-more"]);
  });

  it("are always among those there are", () => {
    const numbers = fc.oneof(fc.double(), fc.integer());
    fc.assert(
      fc.property(fc.nat(), fc.option(numbers), (place, waitMs) => {
        for (const phrase of placePhrases(place, waitMs)) expect(ALL_PHRASES).toContain(phrase);
      }),
    );
    for (const treatment of ["hang-up", "message", "call-back-offer"] as const)
      for (const cause of ["queue-closed", "waited-too-long"] as const)
        for (const callBack of ["none", "offered", "taken"] as const)
          for (const phrase of farewellPhrases(treatment, cause, callBack)) expect(ALL_PHRASES).toContain(phrase);
  });

  it("say why, and offer what there is", () => {
    expect(farewellPhrases("hang-up", "queue-closed", "none")).toEqual([]);
    expect(farewellPhrases("message", "queue-closed", "none")).toEqual(["closed", "call-later", "goodbye"]);
    expect(farewellPhrases("call-back-offer", "waited-too-long", "offered")).toEqual([
      "nobody-free",
      "offer-call-back",
    ]);
  });

  it("are all there as sounds, in both languages, and nothing else", () => {
    const expected = ALL_PHRASES.map((phrase) => `${phrase}.gsm`).toSorted();
    for (const language of ["ru", "en"])
      expect(readdirSync(new URL(`${language}/`, FOLDER)).toSorted()).toEqual(expected);
    const names = readFileSync(new URL("phrases.tsv", FOLDER), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => line.split("\t")[0] ?? "");
    expect(names.toSorted()).toEqual([...ALL_PHRASES].toSorted());
  });
});
