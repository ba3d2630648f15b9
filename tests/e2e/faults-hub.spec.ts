import { onThisMachine } from "../support/busyness.ts";
import type { Customer } from "../support/customer/customer.ts";
import { expect } from "./fixtures.ts";
import { talkSeconds } from "./operator-screen.ts";
import { keepHubDown, killHub } from "./processes.ts";
import { CUSTOMER_HZ, NAME, OPERATOR_HZ, SECOND_NAME, shift } from "./shift.ts";
import type { Tandem } from "./tandem.ts";
import { QUEUE_NUMBER } from "./test-team.ts";
import { TextsSeen } from "./texts-seen.ts";

// The hub's process dies and is started again. Sound never passed through it, so a talk goes on; what was not yet
// answered ends honestly; link and phone come back by themselves.

const WORTH_HEARING_MS = 300;
/** The hub writes a talk off that nobody reported for 15 s after its start; a little later it must still be going. */
const WRITTEN_OFF_S = 18;
const READY = "Готовы к звонкам";

shift(
  "killed in a talk: the sound goes on, the operator reads why, and the talk is kept with its true length",
  async ({ start }) => {
    const { tandem, screen, ear, customer } = await start();
    const { hubUrl } = tandem;
    await customer.call(QUEUE_NUMBER);
    await screen.answer();
    await customer.waitFor("established");
    await customer.watch(OPERATOR_HZ);
    await expect.poll(async () => (await customer.watched()).heardMs).toBeGreaterThan(500);

    const letLive = keepHubDown(tandem);
    try {
      await expect(screen.page.getByText(/^Нет связи/).first()).toBeVisible();
      await expect(
        screen.page.getByText("Разговор идёт. Статус и история обновятся, когда связь вернётся."),
      ).toBeVisible();
      await expect(screen.readiness).toContainText("Сервер телефонии не отвечает");
      await screen.talks();
      expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
    } finally {
      letLive();
    }
    await expect(screen.readiness).toContainText(READY);
    await expect(screen.page.getByText(/^Нет связи/)).toHaveCount(0);
    expect((await fetch(new URL("/healthz", hubUrl))).status).toBe(200);

    const back = await screen.timerSeconds();
    await expect.poll(() => screen.timerSeconds(), { timeout: 60_000 }).toBeGreaterThan(back + WRITTEN_OFF_S);
    await screen.talks();
    expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
    expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
    expect((await customer.watched()).longestGapMs).toBeLessThanOrEqual(onThisMachine(WORTH_HEARING_MS));
    await screen.openHistory();
    await expect(screen.historyRow(0)).toContainText("Идёт сейчас");

    const talked = await screen.timerSeconds();
    await screen.hangUp();
    const row = await screen.lastInHistory({ customer: NAME, result: "Состоялся" });
    expect(Math.abs((await talkSeconds(row)) - talked)).toBeLessThanOrEqual(3);
    await expect(screen.historyRow(1)).toHaveCount(0);
    // The new hub carries the talk on (ADR 24): the customer's phone is told that it is over.
    await customer.waitFor("ended");
    await backOnLine(customer);
    await customer.call(QUEUE_NUMBER);
    await screen.waitsForRing(NAME);
  },
);

shift(
  "killed while one talks and one waits: the talk goes on, who waited is told at once and is in no queue",
  async ({ start, arrive }) => {
    const { tandem, screen, ear, customer } = await start();
    const second = await arrive(tandem, "second");
    await customer.call(QUEUE_NUMBER);
    await screen.answer();
    await customer.waitFor("established");
    await second.call(QUEUE_NUMBER);
    await expect(screen.waiting(SECOND_NAME)).toBeVisible();

    await killHub(tandem);
    await second.waitFor("ended", 5000);
    await screen.nobodyWaits();
    await screen.nobodyWaits();
    await expect(screen.readiness).toContainText(READY);
    expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
    expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
    await screen.nobodyWaits();

    await backOnLine(second);
    await second.call("1001");
    await screen.waitsForRing(SECOND_NAME);
  },
);

shift(
  "killed while it rings: no ghost is left, the customer is told, the history says it, the next call works",
  async ({ start }) => {
    const { tandem, screen, ear, customer } = await start();
    await customer.call(QUEUE_NUMBER);
    await screen.waitsForRing(NAME);
    await killHub(tandem);
    await expect(screen.ringing).toHaveCount(0);
    await customer.waitFor("ended", 5000);
    await expect(screen.readiness).toContainText(READY);
    await screen.nobodyWaits();
    await expect(screen.ringing).toHaveCount(0);
    await screen.lastInHistory({ customer: NAME, result: "Прервался" });
    await expect(screen.page.getByText("Идёт сейчас")).toHaveCount(0);

    await screen.openQueue();
    await backOnLine(customer);
    await customer.call(QUEUE_NUMBER);
    await screen.waitsForRing(NAME);
    await screen.answer();
    await customer.waitFor("established");
    expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
    expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
    await screen.hangUp();
    await screen.lastInHistory({ customer: NAME, result: "Состоялся" });
    await expect(screen.historyRow(1)).toContainText("Прервался");
  },
);

shift("killed while the operator dials: the call ends at once, and is in the history", async ({ start }) => {
  const { tandem, screen, customer } = await start();
  await screen.dial("+79000000001");
  await customer.waitFor("ringing");
  await killHub(tandem);
  await expect(screen.callBar).toContainText("Разговора не было");
  await expect(screen.readiness).toContainText(READY);
  const row = await screen.lastInHistory({ customer: NAME, result: "Прервался" });
  await expect(row).toContainText("Исходящий");
});

shift(
  "killed in a talk, and the customer leaves meanwhile: the talk ends by itself, and is in the history",
  async ({ start }) => {
    const { tandem, screen, customer } = await start();
    await customer.call(QUEUE_NUMBER);
    await screen.answer();
    await customer.waitFor("established");
    const letLive = keepHubDown(tandem);
    try {
      await expect(screen.page.getByText(/^Нет связи/).first()).toBeVisible();
      await customer.hangUp();
      await expect(screen.callBar).toContainText(/Нет звука|Звук потерян/);
    } finally {
      letLive();
    }
    await expect(screen.readiness).toContainText(READY);
    await expect(screen.tile(/^Завершить/)).toHaveCount(0);
    await screen.openHistory();
    await expect(screen.historyRow(0)).toContainText(NAME);
    await expect(screen.historyRow(0)).toContainText(/Состоялся|Прервался/);
  },
);

shift(
  "killed in a talk, and the customer's phone with it: the end is counted down, and calling back is offered until it is seen to",
  async ({ start }) => {
    const { tandem, screen, customer } = await start();
    await customer.call(QUEUE_NUMBER);
    await screen.answer();
    await customer.waitFor("established");
    const letLive = keepHubDown(tandem);
    try {
      await expect(screen.page.getByText(/^Нет связи/).first()).toBeVisible();
      await customer.page.close();
    } finally {
      letLive();
    }
    await expect(screen.readiness).toContainText(READY);
    await expect(screen.callBar).toContainText(/через\s\d+\sс разговор завершится/);
    await expect(screen.tile(/^Завершить/)).toHaveCount(0);

    const callBacks = screen.page.getByRole("region", { name: "Перезвоните" });
    await expect(callBacks).toContainText(NAME);
    await callBacks.getByRole("button", { name: `Перезвонить: ${NAME}` }).click();
    await expect(screen.callBar).toContainText(/Разговора не было/);
    await screen.page.reload();
    await expect(callBacks).toContainText(/Разговор прервался в/);
    await callBacks.getByRole("button", { name: `Не нужно: ${NAME}` }).click();
    await expect(callBacks).toHaveCount(0);
    await screen.page.reload();
    await expect(screen.readiness).toContainText(READY);
    await expect(callBacks).toHaveCount(0);
  },
);

shift(
  "killed while nothing goes on: no green while it is gone, and ready within seconds of its return",
  async ({ start }) => {
    const { tandem, screen, customer } = await start();
    await expect(screen.readiness).toContainText(READY);
    const seen = await TextsSeen.of(screen.readiness);
    const letLive = keepHubDown(tandem);
    await expect(screen.readiness).not.toContainText(READY, { timeout: onThisMachine(5000) });
    const goneAtMs = Date.now();
    await screen.dial("+79000000001");
    await expect(screen.page.getByRole("alert").filter({ hasText: /[а-я]/ }).first()).toBeVisible();
    letLive();
    const returnedAtMs = await hubReturns(tandem);
    await expect(screen.readiness).toContainText(READY);
    const since = (await seen.all()).filter(({ atMs }) => atMs > goneAtMs);
    const green = since.filter(({ text }) => text.includes(READY));
    expect(green).toHaveLength(1);
    expect(green[0]?.atMs).toBeGreaterThanOrEqual(returnedAtMs - 100);
    expect((green[0]?.atMs ?? Number.POSITIVE_INFINITY) - returnedAtMs).toBeLessThan(onThisMachine(5000));

    await backOnLine(customer);
    await customer.call(QUEUE_NUMBER);
    await screen.answer();
    await customer.waitFor("established");
    expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
  },
);

/** Waits until the customer's own phone has found the exchange again. */
async function backOnLine(customer: Customer): Promise<void> {
  await customer.until("registration", (state) => state.registration === "registered", 45_000);
}

/** When the hub answers again at its old address. */
async function hubReturns({ hubUrl }: Tandem): Promise<number> {
  const isThere = async () => (await fetch(new URL("/healthz", hubUrl)).catch(() => null))?.status;
  await expect.poll(isThere, { intervals: [20], timeout: 30_000 }).toBe(200);
  return Date.now();
}
