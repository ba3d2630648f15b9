import { describe, expect, it } from "vitest";
import { HUB_LINE } from "../../../src-shared/domain/hub-line.ts";
import { Operator } from "../../../src-shared/domain/team.ts";
import { LineId } from "../../../src-shared/ids.ts";
import type { ColleagueLineView } from "../../../src-shared/ipc/colleague-lines.ts";
import { peopleGroups, peopleOfLine, targetsFor } from "./transfer-model.ts";

const orders = LineId.parse("orders");
const night = LineId.parse("night");
const lev = Operator.parse({ operatorId: "lev", name: "Лев Орлов", extension: "1002" });

function line(extension: string, name: string, state: ColleagueLineView["state"]): ColleagueLineView {
  return { lineId: orders, extension, name, state, reason: state === "unknown" ? "not-found" : null };
}

const people = {
  colleagues: [lev],
  colleagueStates: [],
  colleagueLines: [
    line("104", "Яна", "unknown"),
    line("102", "Вера", "talking"),
    line("103", "Борис", "free"),
    line("105", "", "free"),
  ],
};

describe("whom a talk can be passed to", () => {
  it("are the colleagues of its line, who is free first", () => {
    const found = targetsFor("", peopleOfLine(orders, people));
    expect(found.map(({ address, name }) => name ?? address)).toEqual(["105", "Борис", "Вера", "Яна"]);
  });

  it("are the team on the hub's line, and on one without colleagues of its own", () => {
    for (const lineId of [HUB_LINE, night])
      expect(peopleOfLine(lineId, people).map(({ address }) => address)).toEqual(["1002"]);
  });

  it("are found by name or extension; a number of nobody stands for itself", () => {
    const ofOrders = peopleOfLine(orders, people);
    expect(targetsFor("вер", ofOrders).map(({ name }) => name)).toEqual(["Вера"]);
    expect(targetsFor("103", ofOrders).map(({ key }) => key)).toEqual(["orders 103"]);
    expect(targetsFor("10", ofOrders).map(({ address }) => address)).toEqual(["105", "103", "102", "104", "10"]);
  });
});

it("everybody stands under the line they are called by; a line without people is left out", () => {
  const groups = peopleGroups([HUB_LINE, orders, night], people);
  expect(groups.map((group) => [group.lineId, group.people.length])).toEqual([
    [HUB_LINE, 1],
    [orders, 4],
  ]);
});
