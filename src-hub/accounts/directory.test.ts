import { describe, expect, it } from "vitest";
import demoTeam from "../../assets/demo-team/team.json" with { type: "json" };
import { Team } from "../../src-shared/domain/team.ts";
import { Directory } from "./directory.ts";

const directory = new Directory(Team.parse(demoTeam), [
  { sipUser: "1001", ha1: "ha1-of-1001", linkHash: "hash-of-marina" },
  { sipUser: "1002", ha1: null, linkHash: null },
  { sipUser: "training", ha1: "ha1-of-training", linkHash: null },
]);

describe("Directory", () => {
  it.each([
    ["700", "queue"],
    ["1001", "operator"],
    ["+79000005280", "line"],
    ["8 900 000-52-80", "line"],
    ["7(900)0005280", "line"],
  ])("finds who is called by %s", (dialled, kind) => {
    expect(directory.destination(dialled)?.kind).toBe(kind);
  });

  it.each(["", "training", "70", "7000", "constructor", "+1001", "*"])("finds nobody by %j", (dialled) => {
    expect(directory.destination(dialled)).toBeNull();
  });

  it("gives the exchange only accounts that have a secret", () => {
    expect(directory.find("1001")).toEqual({
      user: "1001",
      number: "1001",
      displayName: "Марина Белова",
      ha1: "ha1-of-1001",
      kind: "operator",
    });
    expect(directory.find("training")).toMatchObject({ number: "+79000005280", kind: "line" });
    expect(directory.find("1002")).toBeNull();
    expect(directory.find("__proto__")).toBeNull();
  });

  it("lets only operators link", () => {
    expect(directory.linkAccount("marina")).toMatchObject({
      operator: { extension: "1001" },
      hashes: { linkHash: "hash-of-marina" },
    });
    expect(directory.linkAccount("lev")).toMatchObject({ hashes: { linkHash: null, passwordHash: null } });
    expect(directory.linkAccount("training")).toBeNull();
  });
});

it("finds a number however it is written, in the team's file or by who dials", () => {
  const team = Team.parse({
    operators: [{ operatorId: "marina", name: "Марина", extension: "1001" }],
    lines: [{ login: "anna", name: "Анна", number: "89000001427" }],
    queues: [{ queueId: "sales", name: "Продажи", number: "84951234567", members: ["marina"] }],
    breakReasons: [{ code: "lunch", name: { ru: "Обед", en: "Lunch" }, limitMs: null }],
  });
  const found = (dialled: string) => new Directory(team, []).destination(dialled)?.kind ?? null;
  expect(["+79000001427", "89000001427", "79000001427", "+7 900 000-14-27"].map(found)).toEqual(Array(4).fill("line"));
  expect(["+74951234567", "4951234567", "84951234567"].map(found)).toEqual(Array(3).fill("queue"));
  expect(["1001", "1002", "+442079460000"].map(found)).toEqual(["operator", null, null]);
});
