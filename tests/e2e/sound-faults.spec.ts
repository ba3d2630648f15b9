import { BadNetwork } from "../support/bad-network/bad-network.ts";
import type { Customer } from "../support/customer/customer.ts";
import { OperatorEar } from "../support/operator-ear.ts";
import { expect, test } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import { CUSTOMER_HZ, OPERATOR_HZ } from "./shift.ts";
import { QUEUE_NUMBER, SECRETS, testTeam } from "./test-team.ts";

// One-way audio: the sound of a talk is cut in one direction, on the way, with both programs none the wiser.

/** A side may go back to the way that lost its sound once more, for that way still answers. */
const MENDED_MS = 20_000;

type Stage = {
  readonly screen: OperatorScreen;
  readonly customer: Customer;
  readonly ear: OperatorEar;
  readonly network: BadNetwork;
};

const stage = test.extend<{ readonly talk: Stage }>({
  talk: async ({ launchTandem, customers }, use) => {
    const tandem = await launchTandem({ team: testTeam(), fakeMicTone: OPERATOR_HZ });
    await using network = await BadNetwork.open(tandem.hubUrl);
    const options = { hubUrl: network.url, login: "client", secret: SECRETS.client, toneHz: CUSTOMER_HZ };
    await using customer = await customers.open(options);
    await customer.register();
    const ear = await OperatorEar.attach(tandem.mediaWindow());
    const screen = new OperatorScreen(tandem.window);
    await customer.call(QUEUE_NUMBER);
    await screen.answer();
    await customer.waitFor("established");
    expect(await customer.hearsTone(OPERATOR_HZ)).toBe(true);
    expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
    await expect(screen.callBar).toContainText(/Связь (хорошая|средняя)/);
    await use({ screen, customer, ear, network });
  },
});

stage(
  "the customer's sound stops coming: noticed within 3 s, mended, and both hear each other again",
  async ({ talk }) => {
    const { screen, ear, network, customer } = talk;
    network.breakToward("operator", "rtp");
    await expect(screen.callBar).toContainText("Клиента не слышно. Переподключаем звук сами", { timeout: 3_000 });
    await expect(screen.callBar).not.toContainText("Клиента не слышно");
    expect(await ear.hears(CUSTOMER_HZ, MENDED_MS)).toBe(true);
    expect(await customer.hearsTone(OPERATOR_HZ, 600, MENDED_MS)).toBe(true);
  },
);

stage(
  "the operator's sound stops arriving: noticed within 3 s by the far side's own word, mended",
  async ({ talk }) => {
    const { screen, ear, network, customer } = talk;
    network.breakToward("customer", "rtp");
    await expect(screen.callBar).toContainText("Клиент вас не слышит. Переподключаем звук сами", { timeout: 3_000 });
    await expect(screen.callBar).not.toContainText("Клиент вас не слышит");
    expect(await customer.hearsTone(OPERATOR_HZ, 600, MENDED_MS)).toBe(true);
    expect(await ear.hears(CUSTOMER_HZ, MENDED_MS)).toBe(true);
  },
);

stage("nothing helps: the operator is told to call back, the talk is not ended for them", async ({ talk }) => {
  const { screen, network, customer } = talk;
  network.setToward("operator", { cut: "rtp" });
  await expect(screen.callBar).toContainText("Первая попытка не помогла");
  await expect(screen.callBar).toContainText("Звук не вернулся. Завершите разговор и перезвоните");
  expect(customer.state?.call?.phase).toBe("established");
  network.setToward("operator", {});
  await expect(screen.callBar).not.toContainText("Звук не вернулся");
});

stage("a lossy network is told in words, with the cause, and kept with the call", async ({ talk }) => {
  const { screen, network } = talk;
  network.setToward("customer", { loss: 0.12 });
  await expect(screen.callBar).toContainText("Прерывается", { timeout: 30_000 });
  await expect(screen.callBar).toContainText("Клиент может слышать вас обрывками");
  await screen.hangUp();
  const row = await screen.lastInHistory({ customer: "Анна", result: "Состоялся" });
  await expect(row).toContainText(/Качество \d,\d/);
});
