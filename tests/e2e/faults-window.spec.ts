import { onThisMachine } from "../support/busyness.ts";
import { expect } from "./fixtures.ts";
import { killWindow } from "./kills.ts";
import { OperatorScreen } from "./operator-screen.ts";
import { CUSTOMER_HZ, NAME, OPERATOR_HZ, shift } from "./shift.ts";
import { QUEUE_NUMBER } from "./test-team.ts";

// The operator's window dies in a call. It holds nothing of the call: the sound goes on, and the window comes back with
// the call as it is.

/** Longer than this and a person notices that something was missing. */
const WORTH_HEARING_MS = 300;

shift("killed in a talk: the sound goes on, the timer too, and the new window hangs up", async ({ start }) => {
  const { tandem, screen, ear, customer } = await start();
  await customer.call(QUEUE_NUMBER);
  await screen.answer();
  await customer.waitFor("established");
  const answeredAtMs = Date.now();
  await customer.watch(OPERATOR_HZ);
  await expect.poll(async () => (await customer.watched()).heardMs).toBeGreaterThan(1000);

  const back = new OperatorScreen(await killWindow(tandem));
  await back.talks();
  await expect(back.callBar).toContainText(NAME);
  const shown = await back.timerSeconds();
  expect(Math.abs(shown - (Date.now() - answeredAtMs) / 1000)).toBeLessThan(3);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
  const { longestGapMs, watchedMs } = await customer.watched();
  expect(watchedMs).toBeGreaterThan(1500);
  expect(longestGapMs).toBeLessThanOrEqual(onThisMachine(WORTH_HEARING_MS));

  await back.hangUp();
  expect((await customer.waitFor("ended")).by).toBe("remote");
  await back.lastInHistory({ customer: NAME, result: "Состоялся" });
});

shift(
  "killed while muted: it comes back muted, nothing leaks out, and the microphone can be turned on",
  async ({ start }) => {
    const { tandem, screen, ear, customer } = await start();
    await customer.call(QUEUE_NUMBER);
    await screen.answer();
    await customer.waitFor("established");
    await screen.page.keyboard.press("KeyM");
    await expect(screen.tile(/^Включить микрофон/)).toBeVisible();
    expect(await customer.hearsNoTone(OPERATOR_HZ)).toBe(true);
    await customer.watch(OPERATOR_HZ);

    const back = new OperatorScreen(await killWindow(tandem));
    await expect(back.tile(/^Включить микрофон/)).toBeVisible();
    expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
    expect((await customer.watched()).heardMs).toBe(0);
    await back.tile(/^Включить микрофон/).click();
    await expect.poll(async () => (await customer.watched()).heardMs).toBeGreaterThan(600);
  },
);

shift(
  "killed on hold: it comes back on hold with the true time, both sides silent, and the talk is resumed",
  async ({ start }) => {
    const { tandem, screen, ear, customer } = await start();
    await customer.call(QUEUE_NUMBER);
    await screen.answer();
    await customer.waitFor("established");
    await customer.watch(OPERATOR_HZ);
    await expect.poll(async () => (await customer.watched()).heardMs).toBeGreaterThan(500);
    await screen.tile(/^Удержать/).click();
    await expect(screen.callBar).toContainText("на удержании");
    const heldAtMs = Date.now();
    expect(await customer.hearsNoTone(OPERATOR_HZ)).toBe(true);
    const { heardMs } = await customer.watched();

    const back = new OperatorScreen(await killWindow(tandem));
    await expect(back.callBar).toContainText(`${NAME} на удержании`);
    expect(Math.abs((await back.timerSeconds()) - (Date.now() - heldAtMs) / 1000)).toBeLessThan(3);
    expect(await ear.hearsNo(CUSTOMER_HZ)).toBe(true);
    expect((await customer.watched()).heardMs).toBe(heardMs);
    await back.tile(/^Вернуться/).click();
    await expect.poll(async () => (await customer.watched()).heardMs).toBeGreaterThan(heardMs + 600);
    // The watch of the tests above does notice a gap.
    expect((await customer.watched()).longestGapMs).toBeGreaterThan(WORTH_HEARING_MS);
    expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
  },
);

shift("killed while it rings: the card comes back and the call is answered", async ({ start }) => {
  const { tandem, screen, ear, customer } = await start();
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  const back = new OperatorScreen(await killWindow(tandem));
  await back.waitsForRing(NAME);
  await expect(back.ringing).toContainText("Поддержка");
  expect(customer.state?.call?.phase).toBe("ringing");
  await back.answer();
  await customer.waitFor("established");
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
});

shift("reloaded by the person in a talk: the same call, without a break worth hearing", async ({ start }) => {
  const { screen, customer } = await start();
  await customer.call(QUEUE_NUMBER);
  await screen.answer();
  await customer.waitFor("established");
  await customer.watch(OPERATOR_HZ);
  await expect.poll(async () => (await customer.watched()).heardMs).toBeGreaterThan(500);
  await screen.page.reload();
  await screen.talks();
  await expect.poll(async () => (await customer.watched()).watchedMs).toBeGreaterThan(2000);
  expect((await customer.watched()).longestGapMs).toBeLessThanOrEqual(onThisMachine(WORTH_HEARING_MS));
  await screen.hangUp();
  await customer.waitFor("ended");
});
