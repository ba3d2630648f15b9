import { describe, expect, it } from "vitest";
import { OperatorId } from "../../src-shared/ids.ts";
import { type Seat, SeatBook } from "./seat-book.ts";

const marina = OperatorId.parse("marina");

function aBook() {
  const heard: string[] = [];
  const book = new SeatBook({
    desktopLinked: (operatorId) => heard.push(`${operatorId} linked`),
    desktopGone: (operatorId) => heard.push(`${operatorId} gone`),
  });
  const seat = (linkId: string, nodeId: string, desktopId = "office"): Seat => ({
    ...{ operatorId: marina, linkId, nodeId, desktopId, shows: ["voice"] },
    replace: () => heard.push(`${linkId} replaced`),
    tell: () => heard.push(`${linkId} told`),
  });
  return { book, seat, heard };
}

describe("the seats of all nodes", () => {
  it("go from node to node without the operator ever being gone", () => {
    const { book, seat, heard } = aBook();
    book.take(seat("one", "a"));
    book.take(seat("two", "b"));
    book.leave(marina, "one");
    expect(heard).toEqual(["marina linked", "one replaced", "marina linked"]);
    book.leave(marina, "two");
    expect(heard.at(-1)).toBe("marina gone");
  });

  it("are heard of once, however often a node says what is linked there", () => {
    const { book, seat, heard } = aBook();
    for (let time = 0; time < 3; time += 1) book.take(seat("one", "a"));
    expect(heard).toEqual(["marina linked"]);
    expect(book.ofNode("a").map(({ linkId }) => linkId)).toEqual(["one"]);
    expect(book.ofNode("b")).toEqual([]);
  });

  it("are another desktop's only when its person says so", () => {
    const { book, seat } = aBook();
    book.take(seat("one", "a"));
    expect(book.isTaken(marina, { desktopId: "home", takeOver: false })).toBe(true);
    expect(book.isTaken(marina, { desktopId: "home", takeOver: true })).toBe(false);
    expect(book.isTaken(marina, { desktopId: "office", takeOver: false })).toBe(false);
    expect(book.isTaken(marina, { desktopId: undefined, takeOver: false })).toBe(false);
  });
});
