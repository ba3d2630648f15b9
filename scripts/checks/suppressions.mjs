import fs from "node:fs";
import path from "node:path";
import { listSourceFiles } from "./source-files.mjs";

const pattern =
  /(\/\/|\/\*|\{\/\*)\s*(biome-ignore|oxlint-disable|eslint-disable|@ts-ignore|@ts-expect-error|@ts-nocheck|knip-ignore)/;

/** The comments that switch a check off; a house test holds their number. */
export function listSuppressions(root) {
  return listSourceFiles(root).flatMap((file) => {
    const lines = fs.readFileSync(path.join(root, file), "utf8").split("\n");
    return lines.flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : []));
  });
}
