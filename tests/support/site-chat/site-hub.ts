import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWidget } from "../../../scripts/build/widget.mjs";

/** The widget as the build makes it, in a folder of the test's own. */
export async function aBuiltWidget(): Promise<{ readonly folder: string; remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), "tandem-widget-"));
  await buildWidget(folder);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
