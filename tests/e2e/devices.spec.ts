import { onThisMachine } from "../support/busyness.ts";
import { DeviceSimulator } from "../support/device-simulator.ts";
import { expect } from "./fixtures.ts";
import { CUSTOMER_HZ, NAME, OPERATOR_HZ, type Shift, shift } from "./shift.ts";
import { QUEUE_NUMBER } from "./test-team.ts";

// Headsets come and go: the voice goes on through the next device, and the operator is told which.

const HEADSET = ["Микрофон Тон 40", "Наушники Тон 40"] as const;
const LAPTOP = ["Микрофон ноутбука", "Динамики ноутбука"] as const;
/** A customer must not be left in silence longer than this (pains.md 5). */
const SILENT_MS = 1000;

/** A desk with a headset and a laptop, where the operator has put the headset first. */
async function desk({ tandem, screen }: Shift): Promise<DeviceSimulator> {
  const devices = await DeviceSimulator.attach(tandem.mediaWindow());
  await devices.plug(...LAPTOP, ...HEADSET);
  await screen.page.getByRole("navigation").getByRole("button", { name: "Настройки" }).click();
  const microphones = screen.page.getByRole("list", { name: "Микрофон" }).getByRole("listitem");
  const headphones = screen.page.getByRole("list", { name: "Наушники" }).getByRole("listitem");
  await screen.page.getByRole("button", { name: `Выше: ${HEADSET[0]}` }).click();
  await expect(microphones.first()).toContainText(`${HEADSET[0]}говорите через него`);
  await screen.page.getByRole("button", { name: `Выше: ${HEADSET[1]}` }).click();
  await expect(headphones.first()).toContainText(`${HEADSET[1]}слышите через него`);
  return devices;
}

shift("unplugged in a talk: the customer hears on within a second, and a toast names the switch", async ({ start }) => {
  const stage = await start();
  const { screen, ear, customer } = stage;
  const devices = await desk(stage);
  await screen.openQueue();
  await customer.call(QUEUE_NUMBER);
  await screen.answer();
  await customer.waitFor("established");
  await customer.watch(OPERATOR_HZ);
  await expect.poll(async () => (await customer.watched()).heardMs).toBeGreaterThan(500);
  expect(await devices.speaking()).toEqual([HEADSET[0]]);
  expect(await devices.hearing()).toEqual([HEADSET[1]]);

  await devices.plug(...LAPTOP);
  const toast = screen.page.getByRole("alert").filter({ hasText: "Гарнитура отключилась" });
  await expect(toast).toContainText(`Говорите через «${LAPTOP[0]}». Слышите через «${LAPTOP[1]}».`);
  const heardBeforeMs = (await customer.watched()).heardMs;
  await expect.poll(async () => (await customer.watched()).heardMs).toBeGreaterThan(heardBeforeMs + 500);
  expect((await customer.watched()).longestGapMs).toBeLessThan(onThisMachine(SILENT_MS));
  expect(await devices.speaking()).toEqual([LAPTOP[0]]);
  expect(await devices.hearing()).toEqual([LAPTOP[1]]);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);

  await devices.plug(...LAPTOP, ...HEADSET);
  await expect(screen.page.getByRole("alert").filter({ hasText: "Устройство снова подключено" })).toContainText(
    `Говорите через «${HEADSET[0]}».`,
  );
  expect(await devices.speaking()).toEqual([HEADSET[0]]);
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
});

shift("unplugged while it rings: answered with the next microphone", async ({ start }) => {
  const stage = await start();
  const { screen, customer } = stage;
  const devices = await desk(stage);
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await devices.plug(...LAPTOP);
  await expect(screen.page.getByRole("alert").filter({ hasText: "Гарнитура отключилась" })).toContainText(
    `Говорите через «${LAPTOP[0]}»`,
  );
  await screen.ringing.getByRole("button", { name: /^Ответить/ }).click();
  await customer.waitFor("established");
  expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
  expect(await devices.speaking()).toEqual([LAPTOP[0]]);
});

shift("a call rings in several devices at once, apart from the headphones, until it is answered", async ({ start }) => {
  const stage = await start();
  const { screen, customer } = stage;
  const devices = await desk(stage);
  await devices.plug(...LAPTOP, ...HEADSET, "Колонка на столе");
  for (const device of [LAPTOP[1], "Колонка на столе"]) {
    await screen.page.getByRole("checkbox", { name: device }).click();
    await expect(screen.page.getByRole("checkbox", { name: device })).toBeChecked();
  }
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await expect(screen.ringing).toHaveAttribute("data-flash");
  await expect
    .poll(async () => (await devices.hearing()).toSorted())
    .toEqual([LAPTOP[1], "Колонка на столе", HEADSET[1]].toSorted());
  await screen.ringing.getByRole("button", { name: /^Ответить/ }).click();
  await customer.waitFor("established");
  await expect.poll(() => devices.hearing()).toEqual([HEADSET[1]]);
});

shift(
  "the ring has a volume of its own: turned down in the settings, the talk is as loud as before",
  async ({ start }) => {
    const stage = await start();
    const { screen, customer, ear } = stage;
    const devices = await desk(stage);
    await screen.page.getByRole("checkbox", { name: LAPTOP[1] }).click();
    const volume = screen.page.getByRole("slider", { name: /^Громкость/ });
    const peaks: number[] = [];
    for (const percent of ["100", "20"]) {
      await volume.fill(percent);
      await volume.blur();
      await expect(volume).toHaveAccessibleName(new RegExp(`${percent} ?%`));
      await customer.call(QUEUE_NUMBER);
      await screen.waitsForRing(NAME);
      await expect.poll(() => devices.hearing()).toContain(LAPTOP[1]);
      peaks.push(await devices.peakAt(LAPTOP[1]));
      await customer.hangUp();
      await customer.waitFor("ended");
      await expect(screen.ringing).toHaveCount(0);
    }
    const [loud = 0, quiet = 1] = peaks;
    expect(loud).toBeGreaterThan(0.1);
    expect(quiet / loud).toBeCloseTo(0.2, 1);
    await customer.call(QUEUE_NUMBER);
    await screen.ringing.getByRole("button", { name: /^Ответить/ }).click();
    await customer.waitFor("established");
    expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
  },
);
