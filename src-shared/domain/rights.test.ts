import { describe, expect, it } from "vitest";
import { LinkCommands } from "../link/link-contract.ts";
import { hasRight, Right, Role } from "./rights.ts";

// Written by hand, cell by cell, and not from the table it checks: operator, supervisor, administrator.
const EXPECTED: Readonly<Record<Right, readonly [boolean, boolean, boolean]>> = {
  "account.own": [true, true, true],
  "status.set-own": [true, true, true],
  "contact.handle": [true, true, true],
  "customer.read": [true, true, true],
  "callback.handle": [true, true, true],
  "queue.watch": [true, true, true],
  "history.read-own": [true, true, true],
  "fairness.read-own": [true, true, true],
  "script.run": [true, true, true],
  "status.set-other": [false, true, true],
  "status.manage-breaks": [false, true, true],
  "contact.reassign": [false, true, true],
  "talk.listen": [false, true, true],
  "callback.manage": [false, true, true],
  "history.read-team": [false, true, true],
  "recording.play-team": [false, true, true],
  "fairness.read-team": [false, true, true],
  "report.read": [false, true, true],
  "people.read": [false, true, true],
  "script.publish": [false, true, true],
  "queue.manage": [false, true, true],
  "people.manage": [false, false, true],
  "audit.read": [false, false, true],
  "customer.export": [false, false, true],
  "customer.erase": [false, false, true],
  "channel.manage": [false, false, true],
  "metrics.read": [false, false, true],
  "hub.manage": [false, false, true],
};

const cells = Object.entries(EXPECTED).flatMap(([right, row]) =>
  Role.options.map((role, column) => [role, Right.parse(right), row[column]] as const),
);

describe("the role table", () => {
  it.each(cells)("%s, %s: %s", (role, right, isAllowed) => {
    expect(hasRight(role, right)).toBe(isAllowed);
  });

  it("was looked at whole", () => {
    expect(Object.keys(EXPECTED).sort()).toEqual([...Right.options].sort());
    expect(cells).toHaveLength(Right.options.length * 3);
  });

  it.each(Object.entries(LinkCommands))("the command %s names a right", (_name, { right }) => {
    expect(Right.options).toContain(right);
  });
});
