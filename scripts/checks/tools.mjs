import { inProject } from "../setup/project.mjs";

/** The tools of `npm run check`; each is one test of `npm test`. Compilers run by path: `.bin/tsc` is TypeScript 6. */
export const checkTools = [
  { name: "types", command: [inProject("node_modules/ts7/bin/tsc"), "-b"] },
  {
    name: "biome",
    command: [inProject("node_modules/@biomejs/biome/bin/biome"), "ci", "--error-on-warnings", "--colors=off", "."],
  },
  { name: "oxlint", command: [inProject("node_modules/oxlint/bin/oxlint"), "--type-aware", "--deny-warnings"] },
  { name: "layers", command: [inProject("scripts/checks/layers.mjs")] },
  { name: "style", command: [inProject("scripts/checks/style.mjs")] },
  { name: "knip", command: [inProject("node_modules/knip/bin/knip.js"), "--no-progress"] },
];
