import { onThisMachine } from "../support/busyness.ts";
import { CuttingProxy } from "../support/cutting-proxy.ts";
import { expect } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import { CUSTOMER_HZ, NAME, OPERATOR_HZ, type Shift, shift as test } from "./shift.ts";
import type { Tandem } from "./tandem.ts";
import { QUEUE_NUMBER, SECRETS } from "./test-team.ts";
import { TextsSeen } from "./texts-seen.ts";

// The machine sleeps, the network goes without a word, the window is out of sight: no call is lost by it, and nothing
// looks ready that is not (pains.md 1, 3, 10).

const READY = "Готовы к звонкам";
/** From the network's return to a proved phone (pains.md 1). */
const BACK_WITHIN_MS = 5000;

type Hands = { readonly __standin: { readonly notifications: readonly { readonly title: string }[] } };
type Remote = { readonly tandem: Tandem; readonly screen: OperatorScreen; readonly network: CuttingProxy };

/** A colleague's desktop, whose every connection to the hub goes through a network that can fail. */
const remote = test.extend<{ readonly desk: Shift & { readonly lev: Remote } }>({
  desk: async ({ start, launchTandem }, use) => {
    const first = await start();
    await using network = await CuttingProxy.start(Number(new URL(first.tandem.hubUrl).port));
    const tandem = await launchTandem({ hub: { url: network.url, login: "lev", secret: SECRETS.lev } });
    const screen = new OperatorScreen(tandem.window);
    await screen.choose("На линии принимаете обращения");
    await expect(screen.readiness).toContainText(READY);
    await use({ ...first, lev: { tandem, screen, network } });
  },
});

remote("woken from sleep with dead connections: not green until proved, ready within 5 s, rung", async ({ desk }) => {
  const { customer, lev } = desk;
  const seen = await TextsSeen.of(lev.screen.readiness);
  lev.network.freezeOpen();
  const wokenAtMs = Date.now();
  await lev.tandem.evaluate(({ powerMonitor }) => powerMonitor.emit("resume"));
  const sinceWoken = async () => (await seen.all()).filter(({ atMs }) => atMs >= wokenAtMs);
  await expect.poll(async () => (await sinceWoken()).at(-1)?.text ?? "").toContain(READY);
  const told = await sinceWoken();
  expect(told[0]?.text).not.toContain(READY);
  expect((told.at(-1)?.atMs ?? Number.POSITIVE_INFINITY) - wokenAtMs).toBeLessThan(onThisMachine(BACK_WITHIN_MS));
  await customer.call("1002");
  await lev.screen.waitsForRing(NAME);
});

remote(
  "a network that goes without a word is noticed by itself, and back within 5 s of its return",
  async ({ desk }) => {
    const { customer, lev } = desk;
    lev.network.freeze();
    await expect(lev.screen.readiness).not.toContainText(READY);
    const seen = await TextsSeen.of(lev.screen.readiness);
    lev.network.freezeOpen();
    lev.network.thaw();
    const backAtMs = Date.now();
    await expect(lev.screen.readiness).toContainText(READY);
    const green = (await seen.all()).filter(({ text }) => text.includes(READY));
    expect(green).toHaveLength(1);
    expect((green[0]?.atMs ?? Number.POSITIVE_INFINITY) - backAtMs).toBeLessThan(onThisMachine(BACK_WITHIN_MS));
    await customer.call("1002");
    await lev.screen.waitsForRing(NAME);
  },
);

test("minimised: the call rings on the card, is answered there with sound both ways, and the window tells the true time", async ({
  start,
}) => {
  const { tandem, screen, customer, ear } = await start();
  await tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.minimize());
  await customer.call(QUEUE_NUMBER);
  const card = () => tandem.app.windows().find((page) => page.url().includes("/card/"));
  await expect.poll(card).toBeDefined();
  await card()
    ?.getByRole("button", { name: `Ответить: ${NAME}` })
    .click();
  await customer.waitFor("established");
  const answeredAtMs = Date.now();
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
  // The page of the minimised window has gone on: nothing is caught up when it is opened.
  await expect(screen.page.getByRole("timer", { name: "Время разговора" })).toBeVisible();
  expect(Math.abs((await screen.timerSeconds()) - (Date.now() - answeredAtMs) / 1000)).toBeLessThan(3);
  await customer.hangUp();
  await customer.waitFor("ended");
});

test("a ring that is overlooked is notified again, with how long it has been ringing, until it is answered", async ({
  start,
}) => {
  const { tandem, screen, customer } = await start();
  await tandem.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.blur());
  await customer.call(QUEUE_NUMBER);
  const notified = () =>
    tandem.evaluate((electron) => (electron as unknown as Hands).__standin.notifications.map(({ title }) => title));
  await expect.poll(notified).toEqual([`Звонит ${NAME}`]);
  await expect.poll(notified).toEqual([expect.stringMatching(new RegExp(`^Всё ещё звонит ${NAME}, \\d+ с$`))]);
  await screen.answer();
  await customer.waitFor("established");
  await expect.poll(notified).toEqual([]);
});
