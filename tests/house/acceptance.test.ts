import fs from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "./planted-tree.ts";

/** Rows of pains.md that issue 3 makes the acceptance list of the softphone. */
const ROWS = ["1", "2", "3", "4", "5", "6", "10", "11", "13", "14", "15", "23"];
const FOLDER = path.join(projectRoot, "tests");

type Row = { readonly row: string; readonly proofs: readonly string[]; readonly open: string };

const rows: readonly Row[] = fs
  .readFileSync(path.join(FOLDER, "acceptance.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [row = "", , proofs = "", open = ""] = line.split(" | ").map((cell) => cell.replace(/^\| | \|$/g, ""));
    return { row, proofs: [...proofs.matchAll(/`([^`]+)`/g)].map(([, proof = ""]) => proof), open };
  });

describe("the acceptance list", () => {
  test("has each row once", () => {
    expect(rows.map(({ row }) => row)).toEqual(ROWS);
  });

  test.for(rows)("row $row names a test, or says what is open", ({ proofs, open }) => {
    if (proofs.length === 0) expect(open.length).toBeGreaterThan(10);
  });

  test.for(rows.flatMap(({ proofs }) => proofs))("%s: the file is there and has a test of this title", (proof) => {
    const at = proof.indexOf(": ");
    const text = fs.readFileSync(path.join(FOLDER, proof.slice(0, at)), "utf8");
    expect(text).toContain(`"${proof.slice(at + 2)}"`);
  });
});
