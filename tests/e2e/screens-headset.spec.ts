import type { Page } from "@playwright/test";
import type { HeadsetsView } from "../../src-shared/ipc/headset.ts";
import { headsetChecks, headsetsOfDesk, headsetTroubles } from "../support/fake-bridge/desk-headsets.ts";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import { photograph } from "../support/fake-bridge/photograph.ts";
import { scenarios } from "../support/fake-bridge/scenarios.ts";
import { expect, test } from "./screens-test.ts";

// «Настройки → Звук → Гарнитура» in every state, on a fake bridge.

const VIEWS: readonly (readonly [string, HeadsetsView])[] = [
  ["settings-headset", headsetsOfDesk],
  ["settings-headset-none", { headsets: [], check: null }],
  ["settings-headset-troubles", headsetTroubles],
  ["settings-headset-check", headsetChecks.waiting],
  ["settings-headset-pressed", headsetChecks.known],
  ["settings-headset-unknown", headsetChecks.unknown],
];

for (const [name, view] of VIEWS) {
  test(`screen: ${name}`, async ({ page, server }) => {
    const calm = scenarios.find((scenario) => scenario.name === "calm");
    if (!calm) throw new Error("no scenario calm");
    const faults = await openWindow(page, server.url, calm);
    await openHeadsets(page, view);
    await photograph(page, name);
    expect(faults).toEqual([]);
  });
}

async function openHeadsets(page: Page, headsets: HeadsetsView): Promise<void> {
  await page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
  await page.evaluate((view) => window.fakeBridge.change({ headsets: view }), headsets);
  await page.getByRole("heading", { name: "Гарнитура" }).evaluate((heading) => heading.scrollIntoView());
}
