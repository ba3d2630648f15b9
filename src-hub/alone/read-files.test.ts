import { expect, it } from "vitest";
import { readEnvironment } from "./read-environment.ts";
import { readFiles } from "./read-files.ts";

const TOKEN = `111222333:${"A".repeat(35)}`;
const OTHER = `444555666:${"B".repeat(35)}`;

/** What stands in the file of bots, by the environment given. */
function bots(content: unknown, environment: Record<string, string> = {}) {
  const readFile = () => JSON.stringify(content);
  const read = readEnvironment({ TELEGRAM_BOTS_FILE: "/etc/bots.json", ...environment }, readFile);
  if (!read.ok) throw new Error(read.problems.join(" "));
  return readFiles(read.values, readFile);
}

it("several bots come each with a queue and settings of its own", () => {
  const { contents, problems } = bots([
    { token: TOKEN, queueId: "support" },
    { token: OTHER, queueId: "orders", closeAfterMs: null },
  ]);
  expect(problems).toEqual([]);
  expect(contents.bots).toMatchObject([
    { token: TOKEN, queueId: "support", offerTimeoutMs: 30_000 },
    { token: OTHER, queueId: "orders", closeAfterMs: null },
  ]);
});

it("says what is wrong with them, and never a token", () => {
  const wrong = [
    bots([{ token: "secret", queueId: "support" }]),
    bots([{ token: TOKEN }]),
    bots([
      { token: TOKEN, queueId: "support" },
      { token: TOKEN, queueId: "orders" },
    ]),
    bots([{ token: TOKEN, queueId: "support" }], { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_QUEUE: "support" }),
  ].map(({ problems }) => problems);
  for (const problems of wrong) {
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain("TELEGRAM_BOTS_FILE");
    expect(problems[0]).not.toMatch(/secret|AAAA/);
  }
});
