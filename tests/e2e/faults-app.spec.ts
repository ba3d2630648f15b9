import { mkdirSync } from "node:fs";
import type { Bridge } from "../../src-shared/ipc/define-contract.ts";
import type { WorkplaceContract } from "../../src-shared/ipc/workplace.ts";
import { RawCall } from "../support/raw-sip-call.ts";
import { RawSipClient } from "../support/raw-sip-client.ts";
import { expect } from "./fixtures.ts";
import { killWhole } from "./kills.ts";
import { OperatorScreen } from "./operator-screen.ts";
import { keepHubDown } from "./processes.ts";
import { integrityOf, keysOf, talksIn, unclosedIn } from "./sealed-data.ts";
import { CUSTOMER_HZ, NAME, OPERATOR_HZ, shift } from "./shift.ts";
import type { Tandem } from "./tandem.ts";
import { QUEUE_NUMBER, SECRETS, testTeam } from "./test-team.ts";

// The whole app is killed (`kill -9`), in a talk and while it writes. Nothing of it stays running, nothing that was kept
// is lost, and what went on is said to have broken off.

const READY = "Готовы к звонкам";
const WHOLE = { "hub/hub.db": "ok", "cache/mirror.db": "ok", "cache/outbox.db": "ok" };
/** The hub gives a talk 15 s to be reported before it writes it off. */
const WRITTEN_OFF_MS = 40_000;

shift(
  "killed in a talk: nothing stays running; after the restart the talk broke off, and the next call works",
  async ({ start }) => {
    shift.setTimeout(150_000);
    const { tandem, screen, customer } = await start();
    await customer.call(QUEUE_NUMBER);
    await screen.answer();
    await customer.waitFor("established");
    await expect(screen.callBar).toContainText(/Звук идёт|Связь (хорошая|средняя)/);
    await killWhole(tandem);
    expect(await customer.hearsNoTone(OPERATOR_HZ)).toBe(true);

    const again = await start({ userDataDir: tandem.userDataDir });
    await expect(again.screen.readiness).toContainText(READY);
    await again.screen.nobodyWaits();
    await again.screen.openHistory();
    await expect(again.screen.historyRow(0)).toContainText(NAME);
    await expect(again.screen.historyRow(0)).toContainText("Прервался", { timeout: WRITTEN_OFF_MS });
    await expect(again.screen.historyRow(1)).toHaveCount(0);

    await again.screen.openQueue();
    await again.customer.call(QUEUE_NUMBER);
    await again.screen.answer();
    await again.customer.waitFor("established");
    expect(await again.customer.hearsTone(OPERATOR_HZ)).toBe(true);
    expect(await again.ear.hears(CUSTOMER_HZ)).toBe(true);
    await again.screen.hangUp();
    await again.screen.lastInHistory({ customer: NAME, result: "Состоялся" });
    await expect(again.screen.historyRow(1)).toContainText("Прервался");
  },
);

shift(
  "a status chosen while the hub was dead, just before the app was killed, is delivered after the restart",
  async ({ start }) => {
    const { tandem, screen } = await start();
    const letLive = keepHubDown(tandem);
    try {
      await expect(screen.page.getByText(/^Нет связи/).first()).toBeVisible();
      await screen.choose("Обед");
      await expect(screen.status).toContainText("ждёт связи: Обед");
      await killWhole(tandem);
    } finally {
      letLive();
    }

    const again = await start({ userDataDir: tandem.userDataDir });
    await expect(again.screen.status).toContainText("Обед");
    await expect(again.screen.status).not.toContainText(/ждёт связи|отправляем/);
    // It is the hub that says so: a colleague's or a fresh window is told the same.
    await again.screen.page.reload();
    await expect(again.screen.status).toContainText("Обед");
    await expect(again.screen.status).not.toContainText(/ждёт связи|отправляем/);
  },
);

shift(
  "killed at random moments while calls come in: everything opens, nothing is lost, nothing stays open",
  async ({ launchTandem }) => {
    shift.setTimeout(240_000);
    const random = seeded(20_261_121);
    const userDataDir = shift.info().outputPath("user-data");
    mkdirSync(userDataDir, { recursive: true });
    let rung = 0;
    for (let round = 1; round <= 4; round += 1) {
      const tandem = await launchTandem({ team: testTeam(), userDataDir });
      const screen = new OperatorScreen(tandem.window);
      await expect(screen.readiness).toContainText(READY);
      await screen.nobodyWaits();
      await expect(screen.ringing).toHaveCount(0);
      await screen.openHistory();
      await expect(screen.page.getByText("Идёт сейчас")).toHaveCount(0);
      const storm = startStorm(tandem, random);
      const enough = 3 + Math.floor(random() * 12);
      await expect.poll(() => storm.rung(), { intervals: [10], timeout: 30_000 }).toBeGreaterThanOrEqual(enough);
      await killWhole(tandem);
      rung += await storm.over();
    }

    const last = await launchTandem({ team: testTeam(), userDataDir });
    const screen = new OperatorScreen(last.window);
    await expect(screen.readiness).toContainText(READY);
    await screen.nobodyWaits();
    await screen.openHistory();
    await expect(screen.historyRow(0)).toBeVisible();
    await expect(screen.page.getByText("Идёт сейчас")).toHaveCount(0);
    const keys = await keysOf(last);
    await last.close();
    expect(integrityOf(userDataDir, keys)).toEqual(WHOLE);
    expect(unclosedIn(userDataDir, keys)).toEqual([]);
    // Whoever heard it ring is in the log, however soon the end came.
    expect(talksIn(userDataDir, keys)).toBeGreaterThanOrEqual(rung);
    expect(rung).toBeGreaterThan(20);
  },
);

shift("killed in a wrap-up: what was chosen and typed of the contact is there after the restart", async ({ start }) => {
  const plain = testTeam();
  const topics = { topics: [{ topicId: "date", parentId: null, name: "Перенос даты" }], required: ["topics" as const] };
  const queues = plain.queues.map((queue) => ({ ...queue, wrapUpMs: 900_000 }));
  const { tandem, screen, customer } = await start({ team: { ...plain, queues, topics } });
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await screen.answer();
  await screen.hangUp();
  const { page } = screen;
  await page.getByRole("treeitem", { name: "Перенос даты" }).click();
  await page.keyboard.press("Alt+Digit2");
  await page.getByRole("textbox", { name: /^Следующий шаг/ }).pressSequentially("Звонок водителя");
  // Kept by itself, in a pause of the typing.
  const kept = () =>
    page.evaluate(async () => {
      const { tandem: bridge } = window as unknown as { tandem: Bridge<WorkplaceContract> };
      const workplace = await bridge.invoke("workplace.get", {});
      const interactionId = workplace.ok ? workplace.value.wrapUps[0]?.interactionId : undefined;
      const outcome = interactionId && (await bridge.invoke("outcomes.get", { interactionId }));
      return outcome?.ok ? outcome.value.nextStep : null;
    });
  await expect.poll(kept).toBe("Звонок водителя");
  await killWhole(tandem);

  const again = await start({ userDataDir: tandem.userDataDir });
  const wrapUp = again.screen.page.getByTestId("wrap-up");
  await expect(wrapUp.getByRole("list", { name: "Выбранные тематики" })).toContainText("Перенос даты");
  await expect(wrapUp.getByRole("radio", { name: "Обещали действие" })).toBeChecked();
  await expect(wrapUp.getByRole("textbox", { name: /^Следующий шаг/ })).toHaveValue("Звонок водителя");
  await again.screen.page.keyboard.press("Control+Enter");
  await expect(wrapUp).toHaveCount(0);
});

type Storm = { readonly rung: () => number; readonly over: () => Promise<number> };

/** Two customers call and give up at once, again and again, until the exchange is gone. */
function startStorm(tandem: Tandem, random: () => number): Storm {
  const port = Number(new URL(tandem.hubUrl).port);
  let rung = 0;
  const callOn = async (user: "client" | "second", target: string): Promise<void> => {
    const client = await RawSipClient.connect({ port, user, password: SECRETS[user] });
    let isGone = false;
    void client.closed.then(() => {
      isGone = true;
    });
    await client.register();
    while (!isGone) {
      const call = new RawCall(client, target);
      await call.next(180);
      rung += 1;
      if (random() < 0.2) await new Promise((resolve) => setImmediate(resolve));
      await call.cancel();
      await call.final();
    }
  };
  // The exchange goes in the middle of a call: what was waited for then never comes.
  const calls = [callOn("client", QUEUE_NUMBER), callOn("second", "1001")].map((one) => one.catch(() => undefined));
  return {
    rung: () => rung,
    over: async () => {
      await Promise.all(calls);
      return rung;
    },
  };
}

/** The same numbers in each run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
