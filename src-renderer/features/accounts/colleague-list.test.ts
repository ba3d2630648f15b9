import { describe, expect, it } from "vitest";
import { MOST_COLLEAGUES } from "../../../src-shared/domain/line-colleague.ts";
import { colleaguesIn, textOfColleagues } from "./colleague-list.ts";

describe("the list of colleagues", () => {
  it("is read a line each, with or without a name, and written the same way", () => {
    const read = colleaguesIn("102 Вера Павлова\n\n  *81\t Охрана \n103");
    expect(read).toEqual({
      ok: true,
      value: [
        { extension: "102", name: "Вера Павлова" },
        { extension: "*81", name: "Охрана" },
        { extension: "103", name: "" },
      ],
    });
    if (read.ok) expect(textOfColleagues(read.value)).toBe("102 Вера Павлова\n*81 Охрана\n103");
    expect(colleaguesIn(" \n")).toEqual({ ok: true, value: [] });
  });

  it.each([
    ["Вера 102", "accounts.badColleague"],
    ["1", "accounts.badColleague"],
    ["102 Вера\n102 Павел", "accounts.sameColleague"],
    [
      Array.from({ length: MOST_COLLEAGUES + 1 }, (_, index) => String(100 + index)).join("\n"),
      "accounts.tooManyColleagues",
    ],
  ])("says what is wrong with %j", (text, problem) => {
    expect(colleaguesIn(text)).toEqual({ ok: false, problem });
  });
});
