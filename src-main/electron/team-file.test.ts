import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readTeamFile, TeamFileError } from "./team-file.ts";

const team = {
  operators: [{ operatorId: "anna", name: "Анна", extension: "101" }],
  lines: [],
  queues: [{ queueId: "sales", name: "Продажи", number: "700", members: ["anna"] }],
  breakReasons: [{ code: "lunch", name: { ru: "Обед", en: "Lunch" }, limitMs: null }],
};
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tandem-team-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(content: string): string {
  const file = join(folder, "team.json");
  writeFileSync(file, content);
  return file;
}

it("reads a team with its defaults, and the secrets beside it", () => {
  const read = readTeamFile(write(JSON.stringify({ ...team, secrets: { anna: "correct horse" } })));
  expect(read.secrets).toEqual({ anna: "correct horse" });
  expect(read.team.queues[0]?.ringTimeoutMs).toBe(20_000);
  expect(readTeamFile(write(JSON.stringify(team))).secrets).toEqual({});
});

it("reads the sites whose chats the team answers, and says what is wrong with one", () => {
  const shop = { key: "coffee-shop-1", name: "Кофе и чай", origins: ["https://shop.example"], queueId: "sales" };
  const read = readTeamFile(write(JSON.stringify({ ...team, sites: [shop] })));
  expect(read.sites).toMatchObject([{ key: "coffee-shop-1", hasCall: false }]);
  expect(readTeamFile(write(JSON.stringify(team))).sites).toEqual([]);
  const nowhere = () => readTeamFile(write(JSON.stringify({ ...team, sites: [{ ...shop, origins: [] }] })));
  expect(nowhere).toThrow("is no team: sites.0.origins (too_small)");
});

it("says what is wrong, and never a secret", () => {
  expect(() => readTeamFile(join(folder, "none.json"))).toThrow(TeamFileError);
  expect(() => readTeamFile(write("{"))).toThrow("cannot be read as JSON");
  expect(() => readTeamFile(write(JSON.stringify({ ...team, queues: [] })))).toThrow("is no team: queues (too_small)");
  const [anna] = team.operators;
  const twice = { ...team, operators: [anna, { ...anna, operatorId: "boris" }] };
  expect(() => readTeamFile(write(JSON.stringify(twice)))).toThrow('is no team: SIP account "101" stands twice');
  const weak = () => readTeamFile(write(JSON.stringify({ ...team, secrets: { anna: "hunter2" } })));
  expect(weak).toThrow("secrets.anna (too_small)");
  expect(weak).not.toThrow("hunter2");
});
