import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { migrate } from "../../../src-main/node/db/migration-runner.ts";
import { MIRROR_MIGRATIONS } from "../../../src-main/node/db/mirror-migrations.ts";
import {
  historySql,
  NOTE_SQL,
  OUTCOME_SQL,
  TALKS_SQL,
  WAITING_SQL,
  WRAP_UPS_SQL,
} from "../../../src-main/node/db/mirror-reader.ts";

type History = Parameters<typeof historySql>[0];

function planOf(sql: string, values: readonly unknown[] = []): string {
  const db = new Database(":memory:");
  try {
    migrate(db, MIRROR_MIGRATIONS);
    const rows = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
    return rows.map((row) => row.detail).join("\n");
  } finally {
    db.close();
  }
}

const query: History = { before: null, limit: 20, customer: null, operatorId: "anna" };
const before = { createdAtMs: 5, interactionId: "i-5" };

test.each([
  ["first page", query, "PRIMARY KEY"],
  ["next page", { ...query, before }, "PRIMARY KEY"],
  ["one customer", { ...query, customer: "+7" }, "interaction_parts_by_customer"],
  ["one customer, next page", { ...query, customer: "+7", before }, "interaction_parts_by_customer"],
] as const)("history, %s: by its index, without a sort or a scan", (_what, asked, index) => {
  const { sql, values } = historySql(asked);
  const plan = planOf(sql, values);
  expect(plan).toMatch(new RegExp(`SEARCH part USING (COVERING INDEX |INDEX )?${index}`));
  expect(plan).toContain("SEARCH interaction USING PRIMARY KEY");
  expect(plan).not.toMatch(/SCAN|TEMP B-TREE/);
});

test("who waits: by the partial index, already in order", () => {
  const plan = planOf(WAITING_SQL);
  expect(plan).toContain("USING INDEX interactions_waiting");
  expect(plan).not.toContain("TEMP B-TREE");
});

test("who talks: by the partial index", () => {
  const plan = planOf(TALKS_SQL);
  expect(plan).toContain("interactions_talks");
  expect(plan).not.toContain("TEMP B-TREE");
});

test("what is still to be written up, and a note: by their indexes", () => {
  expect(planOf(WRAP_UPS_SQL, ["anna"])).toMatch(/SEARCH interactions USING INDEX interactions_wrap_ups/);
  expect(planOf(NOTE_SQL, ["i-1", "anna"])).toContain("SEARCH interaction_notes USING PRIMARY KEY");
  expect(planOf(OUTCOME_SQL, ["i-1", "anna"])).toContain("SEARCH interaction_outcomes USING PRIMARY KEY");
});
