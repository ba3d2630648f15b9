import { expect } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import { CUSTOMER_HZ, NAME, OPERATOR_HZ, shift } from "./shift.ts";
import type { Tandem } from "./tandem.ts";
import { QUEUE_NUMBER, SECRETS } from "./test-team.ts";

// One operator signs in at two computers. There is one seat: the second asks, the first is told and goes quiet.

const READY = "Готовы к звонкам";
const TAKEN = "Вы вошли на другом компьютере.";
const MOVED = "Работа перенесена на другой компьютер.";

/** The window of a desktop that will not get ready by itself. */
async function screenOf(tandem: Tandem): Promise<OperatorScreen> {
  await expect.poll(() => tandem.app.windows().some((page) => page.url().includes("/operator/"))).toBe(true);
  return new OperatorScreen(tandem.window);
}

shift(
  "a second sign-in asks; calls stay at the first; moved over, they come to the second and the first is quiet",
  async ({ start, launchTandem }) => {
    const first = await start();
    await expect(first.screen.readiness).toContainText(READY);
    const hub = { url: first.tandem.hubUrl, login: "marina", secret: SECRETS.marina };
    const second = await screenOf(await launchTandem({ hub, waitForReady: false }));
    await expect(second.page.getByText(TAKEN)).toBeVisible();
    await expect(second.readiness).toContainText("Вы работаете на другом компьютере");
    await expect(first.screen.readiness).toContainText(READY);

    // Nothing has moved: the call rings at the first only.
    await first.customer.call(QUEUE_NUMBER);
    await first.screen.waitsForRing(NAME);
    await expect(second.ringing).toHaveCount(0);
    await first.screen.answer();
    await first.customer.waitFor("established");

    await second.page.getByRole("button", { name: "Перенести сюда" }).click();
    await expect(second.readiness).toContainText(/Готовы к звонкам|Телефон готов/);
    await expect(second.page.getByText(TAKEN)).toHaveCount(0);
    await expect(first.screen.page.getByText(MOVED)).toBeVisible();

    // The talk goes on where it is, and ends there.
    expect(await first.ear.hears(CUSTOMER_HZ)).toBe(true);
    expect(await first.customer.hearsTone(OPERATOR_HZ)).toBe(true);
    await first.screen.hangUp();
    await first.customer.waitFor("ended");
    await expect(first.screen.readiness).not.toContainText(READY);

    await first.customer.call("1001");
    await second.waitsForRing(NAME);
    await expect(first.screen.ringing).toHaveCount(0);
    await second.answer();
    await first.customer.waitFor("established");
    await second.hangUp();

    await first.screen.page.getByRole("button", { name: "Перенести сюда" }).click();
    await expect(first.screen.readiness).toContainText(/Готовы к звонкам|Телефон готов/);
    await expect(second.page.getByText(MOVED)).toBeVisible();
  },
);
