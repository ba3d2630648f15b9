import { describe, expect, it } from "vitest";
import demoTeam from "../../assets/demo-team/team.json" with { type: "json" };
import { Team } from "./team.ts";

describe("Team", () => {
  it("accepts the demo team", () => {
    const team = Team.parse(demoTeam);
    expect(team.operators.map(({ operatorId }) => operatorId)).toEqual(["marina", "lev", "olga"]);
    expect(team.lines.map(({ login }) => login)).toEqual(["training"]);
  });

  it("takes any other text for a name", () => {
    const name = `<b>"O'Нил" & 👩‍👩‍👧 é`;
    const lines = [{ login: "other", name, number: "+79990000000" }];
    expect(Team.parse({ ...demoTeam, lines }).lines[0]?.name).toBe(name);
  });

  it.each([
    ["an operator stands twice", { operators: [...demoTeam.operators, demoTeam.operators[0]] }],
    ["two have one number", { lines: [{ login: "other", name: "Other", number: "1001" }] }],
    [
      "two write one number in two ways",
      {
        lines: [
          { login: "one", name: "One", number: "89160000001" },
          { login: "two", name: "Two", number: "+79160000001" },
        ],
      },
    ],
    ["a line is called as an extension", { lines: [{ login: "1002", name: "Other", number: "+79990000000" }] }],
    ["a queue has an unknown member", { queues: [{ ...demoTeam.queues[0], members: ["nobody"] }] }],
    ["a queue stands twice", { queues: [demoTeam.queues[0], { ...demoTeam.queues[0], number: "799" }] }],
    ["there is nobody", { operators: [] }],
    ["a name turns the text around it", { lines: [{ login: "other", name: "\u202eyojne", number: "+79990000000" }] }],
    ["a name rings the bell", { queues: [{ ...demoTeam.queues[0], name: "bell\u0007" }] }],
  ])("refuses a team where %s", (_why, change) => {
    expect(Team.safeParse({ ...demoTeam, ...change }).success).toBe(false);
  });
});
