import { describe, expect, test } from "vitest";
import { configuration } from "../../.dependency-cruiser.mjs";
import { checkLayers } from "../../scripts/checks/layers.mjs";
import { plantTree } from "./planted-tree.ts";

const nothing = "export const nothing = 0;\n";
const importing = (target: string) => `import { nothing } from "${target}";\nexport const taken = nothing;\n`;
const importingType = (target: string) => `import type { Nothing } from "${target}";\nexport type Taken = Nothing;\n`;
const importingPackage = (name: string) => `import * as taken from "${name}";\nexport const given = taken;\n`;

/** Enough of each room for an import to lead somewhere. */
const rooms = {
  "src-shared/a.ts": nothing,
  "src-hub/a.ts": nothing,
  "src-hub/widget/a.ts": nothing,
  "src-hub/widget/phone/a.ts": nothing,
  "src-main/core/a.ts": nothing,
  "src-main/node/a.ts": nothing,
  "src-main/sip/a.ts": nothing,
  "src-main/electron/a.ts": nothing,
  "src-main/preload/a.ts": nothing,
  "src-renderer/app/a.ts": nothing,
  "src-renderer/features/queue/a.ts": nothing,
  "src-renderer/features/call/a.ts": nothing,
  "src-renderer/ui/a.ts": nothing,
  "src-renderer/lib/a.ts": nothing,
  "src-renderer/media/a.ts": nothing,
  "tests/support/a.ts": nothing,
  "scripts/a.mjs": nothing,
};

const planted: readonly (readonly [rule: string, file: string, text: string])[] = [
  ["shared-is-leaf", "src-shared/planted.ts", importing("../src-hub/a.ts")],
  ["shared-is-leaf", "src-shared/planted.ts", importingPackage("node:fs")],
  ["shared-is-leaf", "src-shared/planted.ts", importingPackage("react")],
  ["hub-alone", "src-hub/planted.ts", importing("../src-main/core/a.ts")],
  ["widget-alone", "src-hub/widget/planted.ts", importing("../a.ts")],
  ["widget-alone", "src-hub/widget/planted.ts", importing("../../src-shared/a.ts")],
  ["widget-alone", "src-hub/widget/planted.ts", importingPackage("zod")],
  ["widget-alone", "src-hub/widget/planted.ts", importing("./phone/a.ts")],
  ["widget-phone-alone", "src-hub/widget/phone/planted.ts", importingPackage("preact")],
  ["widget-is-no-library", "src-hub/planted.ts", importing("./widget/a.ts")],
  ["main-alone", "src-main/core/planted.ts", importing("../../src-hub/a.ts")],
  ["renderer-alone", "src-renderer/app/planted.ts", importing("../../src-main/core/a.ts")],
  ["core-no-host", "src-main/core/planted.ts", importing("../node/a.ts")],
  ["core-no-host", "src-main/core/planted.ts", importingPackage("electron")],
  ["core-no-host", "src-main/core/planted.ts", importingPackage("node:fs")],
  ["node-below-host", "src-main/node/planted.ts", importing("../electron/a.ts")],
  ["sip-below-host", "src-main/sip/planted.ts", importing("../node/a.ts")],
  ["preload-alone", "src-main/preload/planted.ts", importing("../core/a.ts")],
  ["preload-is-no-library", "src-main/electron/planted.ts", importing("../preload/a.ts")],
  ["renderer-base", "src-renderer/ui/planted.ts", importing("../features/queue/a.ts")],
  ["features-below-app", "src-renderer/features/call/planted.ts", importing("../../app/a.ts")],
  ["features-are-peers", "src-renderer/features/call/planted.ts", importing("../queue/a.ts")],
  ["three-pages", "src-renderer/app/planted.ts", importing("../media/a.ts")],
  ["card-page-is-small", "src-renderer/card/planted.ts", importing("../app/a.ts")],
  ["media-page-alone", "src-renderer/media/planted.ts", importing("../ui/a.ts")],
  ["sip-js-in-two-rooms", "src-main/node/planted.ts", importingPackage("sip.js")],
  ["electron-in-host", "src-main/node/planted.ts", importingPackage("electron")],
  ["sqlite-in-stores", "src-hub/planted.ts", importingPackage("better-sqlite3")],
  ["react-in-renderer", "src-main/electron/planted.ts", importingPackage("react")],
  ["not-to-test", "src-hub/planted.ts", importing("../tests/support/a.ts")],
  ["not-to-test", "scripts/planted.mjs", importing("../tests/support/a.ts")],
  ["no-scripts-in-product", "src-main/node/planted.ts", importing("../../scripts/a.mjs")],
  ["resolvable", "src-hub/planted.ts", importing("./nowhere.ts")],
];

describe("the layer check", () => {
  test("finds nothing in a clean tree", async () => {
    using tree = plantTree(rooms);
    expect(await checkLayers(tree.root, configuration)).toEqual({ problems: [], seenCount: Object.keys(rooms).length });
  });

  test.for(planted)("sees %s in %s", async ([rule, file, text]) => {
    using tree = plantTree({ ...rooms, [file]: text });
    const { problems } = await checkLayers(tree.root, configuration);
    expect(problems.some((problem) => problem.startsWith(`${rule}: ${file} → `))).toBe(true);
  });

  test("counts an import of types alone", async () => {
    using tree = plantTree({
      ...rooms,
      "src-hub/types.ts": "export type Nothing = 0;\n",
      "src-renderer/lib/planted.ts": importingType("../../src-hub/types.ts"),
    });
    const { problems } = await checkLayers(tree.root, configuration);
    expect(problems).toEqual(["renderer-alone: src-renderer/lib/planted.ts → src-hub/types.ts"]);
  });

  test("sees a cycle", async () => {
    using tree = plantTree({ ...rooms, "src-hub/b.ts": importing("./c.ts"), "src-hub/c.ts": importing("./b.ts") });
    const { problems } = await checkLayers(tree.root, configuration);
    expect(problems.some((problem) => problem.startsWith("no-circular: "))).toBe(true);
  });

  test("has a planted violation for each of its rules", () => {
    const tried = new Set([...planted.map(([rule]) => rule), "no-circular"]);
    expect(configuration.forbidden.map(({ name }) => name).filter((name) => !tried.has(name))).toEqual([]);
  });

  test("fails when it could read none or only some of the files", async () => {
    using tree = plantTree(rooms);
    const blind = { ...configuration, options: { ...configuration.options, exclude: { path: "[.]ts$" } } };
    const { problems, seenCount } = await checkLayers(tree.root, blind);
    expect(seenCount).toBe(1);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(
      `${Object.keys(rooms).length - 1} of ${Object.keys(rooms).length} files were not read`,
    );
  });

  test("fails when there is nothing to read", async () => {
    using tree = plantTree({});
    const { problems } = await checkLayers(tree.root, configuration);
    expect(problems).toEqual(["no source file was found"]);
  });
});
