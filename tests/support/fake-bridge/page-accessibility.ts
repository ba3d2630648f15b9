import type { Page } from "@playwright/test";
import axe from "axe-core";

/**
 * What axe finds wrong with the page as it is painted. The library is put into the page once and its report is made
 * there: AxeBuilder reads it in again and opens a page of its own for each report, which is nine tenths of the time.
 */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
      resultTypes: ["violations"],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`),
    );
  });
}
