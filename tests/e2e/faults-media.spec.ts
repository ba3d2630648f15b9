import { onThisMachine } from "../support/busyness.ts";
import { OperatorEar } from "../support/operator-ear.ts";
import { expect, test } from "./fixtures.ts";
import { CUSTOMER_HZ, NAME, OPERATOR_HZ, type Shift, shift } from "./shift.ts";
import { QUEUE_NUMBER, testTeam } from "./test-team.ts";

// The media window dies: the sound of a call lives there, and nowhere else. A fresh one takes the call over.

/** Silence at the customer: a fresh window, a re-INVITE and a new connection fit into it. */
const BACK_WITHIN_MS = 2000;

/** Kills the media window and gives the ear of the one that is made in its place, whenever that is there. */
async function killMedia({ tandem }: Shift): Promise<() => Promise<OperatorEar>> {
  await OperatorEar.prepare(tandem.app.context());
  const before = tandem.mediaWindow();
  await tandem.killRenderer("media");
  const next = () => tandem.app.windows().find((page) => page !== before && page.url().includes("/media/"));
  return async () => {
    await expect.poll(() => next() !== undefined, { intervals: [20] }).toBe(true);
    return OperatorEar.of(next() ?? before);
  };
}

shift("killed in a talk: the operator is told, and within seconds both hear each other again", async ({ start }) => {
  const stage = await start();
  const { screen, customer } = stage;
  await customer.call(QUEUE_NUMBER);
  await screen.answer();
  await customer.waitFor("established");
  await customer.watch(OPERATOR_HZ);
  await expect.poll(async () => (await customer.watched()).heardMs).toBeGreaterThan(500);

  const newEar = await killMedia(stage);
  await expect(screen.callBar).toContainText("Звук потерян");
  await expect(screen.callBar).toContainText("Восстанавливаем сами, не кладите трубку");
  const ear = await newEar();
  await expect(screen.callBar).toContainText(/Звук идёт|Связь (хорошая|средняя)/);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
  const { longestGapMs, gapMs } = await customer.watched();
  test.info().annotations.push({ type: "silence, ms", description: String(longestGapMs) });
  expect(gapMs).toBeLessThan(onThisMachine(300));
  expect(longestGapMs).toBeGreaterThan(0);
  expect(longestGapMs).toBeLessThan(onThisMachine(BACK_WITHIN_MS));

  await screen.hangUp();
  expect((await customer.waitFor("ended")).by).toBe("remote");
  const row = await screen.lastInHistory({ customer: NAME, result: "Состоялся" });
  await expect(row).toContainText("Поддержка");
});

shift("killed in a talk while muted: the fresh sound is muted too", async ({ start }) => {
  const stage = await start();
  const { screen, customer } = stage;
  await customer.call(QUEUE_NUMBER);
  await screen.answer();
  await customer.waitFor("established");
  await screen.page.keyboard.press("KeyM");
  await expect(screen.tile(/^Включить микрофон/)).toBeVisible();
  expect(await customer.hearsNoTone(OPERATOR_HZ)).toBe(true);
  await customer.watch(OPERATOR_HZ);

  const ear = await (await killMedia(stage))();
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
  await expect(screen.callBar).toContainText(/Звук идёт|Связь (хорошая|средняя)/);
  expect((await customer.watched()).heardMs).toBe(0);
  await screen.tile(/^Включить микрофон/).click();
  await expect.poll(async () => (await customer.watched()).heardMs).toBeGreaterThan(600);
});

shift("killed in a talk on hold: it stays on hold, and is resumed with sound on both sides", async ({ start }) => {
  const stage = await start();
  const { screen, customer } = stage;
  await customer.call(QUEUE_NUMBER);
  await screen.answer();
  await customer.waitFor("established");
  await screen.tile(/^Удержать/).click();
  await expect(screen.callBar).toContainText("на удержании");
  expect(await customer.hearsNoTone(OPERATOR_HZ)).toBe(true);
  await customer.watch(OPERATOR_HZ);

  const ear = await (await killMedia(stage))();
  await expect(screen.callBar).not.toContainText("Связь со звуком потеряна");
  await expect(screen.callBar).toContainText(`${NAME} на удержании`);
  expect((await customer.watched()).heardMs).toBe(0);
  await screen.tile(/^Вернуться/).click();
  await screen.talks();
  await expect.poll(async () => (await customer.watched()).heardMs).toBeGreaterThan(600);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
});

shift("killed while it rings, answered at once: it is answered as soon as the sound is back", async ({ start }) => {
  const stage = await start();
  const { screen, customer } = stage;
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  const newEar = await killMedia(stage);
  await screen.ringing.getByRole("button", { name: /^Ответить/ }).click();
  const ear = await newEar();
  await screen.talks();
  await customer.waitFor("established");
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
  await screen.hangUp();
  await customer.waitFor("ended");
  await screen.lastInHistory({ customer: NAME, result: "Состоялся" });
});

shift("killed while it rings: the card stays, and the call is answered with the fresh sound", async ({ start }) => {
  const stage = await start();
  const { screen, customer } = stage;
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  const ear = await (await killMedia(stage))();
  await expect(screen.page.getByText("Готовы к звонкам")).toBeVisible();
  await screen.waitsForRing(NAME);
  await screen.answer();
  await customer.waitFor("established");
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
});

shift(
  "the sound does not come back while it rings: the offer is given up within seconds, the customer waits on",
  async ({ start }) => {
    // Each window that lives for a moment is offered the call and gives it up: nobody is taken off the line here.
    const stage = await start({ team: { ...testTeam(), missedOffersLimit: 20 } });
    const { tandem, screen, customer } = stage;
    await customer.call(QUEUE_NUMBER);
    await screen.waitsForRing(NAME);
    await OperatorEar.prepare(tandem.app.context());
    const allow = keepMediaDown(stage);
    try {
      await expect(screen.page.getByText("Звук перезапускается").first()).toBeVisible();
      await expect(screen.ringing).toHaveCount(0);
      expect(customer.state?.call?.phase).toBe("ringing");
      await expect(screen.waiting(NAME)).toBeVisible();
    } finally {
      await allow();
    }
    // Offered anew as soon as the operator can be rung; with the fresh window it is answered.
    // A window killed before its first word is made again after 20 s, and the pause before it may have grown to 10 s.
    await expect(screen.page.getByText("Готовы к звонкам")).toBeVisible({ timeout: 45_000 });
    await screen.waitsForRing(NAME);
    await screen.answer();
    await customer.waitFor("established");
    expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
    const windows = tandem.app.windows().filter((page) => page.url().includes("/media/"));
    expect(await OperatorEar.of(windows.at(-1) ?? tandem.mediaWindow()).hears(CUSTOMER_HZ)).toBe(true);
  },
);

/** Kills each media window that is made, until told to stop. */
function keepMediaDown({ tandem }: Shift): () => Promise<void> {
  let isOn = true;
  const kill = async (): Promise<void> => {
    while (isOn) await tandem.killRenderer("media").catch(() => undefined); // none is there yet
  };
  const over = kill();
  return () => {
    isOn = false;
    return over;
  };
}
