import { readFileSync } from "node:fs";
import { Asterisk } from "../support/asterisk/asterisk.ts";
import { BaresipCustomer } from "../support/asterisk/baresip-customer.ts";
import { freeUdpPort } from "../support/asterisk/free-ports.ts";
import { OperatorEar } from "../support/operator-ear.ts";
import { test as base, expect } from "./fixtures.ts";
import { OperatorScreen, talkSeconds } from "./operator-screen.ts";
import { testTeam } from "./test-team.ts";

// The whole app on a real PBX: Asterisk 22 between the operator and a customer with baresip, a tone each.

const OPERATOR_HZ = 440;
const CUSTOMER_HZ = 770;
const DIALPLAN = readFileSync(new URL("../support/asterisk/phones.conf", import.meta.url), "utf8");
const TO_CUSTOMER = "[phones]\nexten => _[+0-9]X.,1,Dial(PJSIP/ivan,30)\n";

type Fixtures = {
  readonly onAsterisk: { asterisk: Asterisk; customer: BaresipCustomer; screen: OperatorScreen; ear: OperatorEar };
};

const test = base.extend<Fixtures>({
  onAsterisk: async ({ launchTandem }, use) => {
    const port = await freeUdpPort();
    await using asterisk = await Asterisk.start({
      accounts: [{ user: "101", password: "pbx-secret", media: "webrtc" }],
      peers: [{ name: "ivan", port }],
      dialplan: DIALPLAN.replace("[outside]", `${TO_CUSTOMER}[outside]`),
    });
    await using customer = await BaresipCustomer.start({
      name: "ivan",
      port,
      pbxPort: asterisk.sipPort,
      hz: CUSTOMER_HZ,
    });
    const env = { TANDEM_SIP_SERVER: asterisk.wsUrl, TANDEM_SIP_USER: "101", TANDEM_SIP_PASSWORD: "pbx-secret" };
    const tandem = await launchTandem({ team: testTeam(), fakeMicTone: OPERATOR_HZ, env });
    const ear = await OperatorEar.attach(tandem.mediaWindow());
    await use({ asterisk, customer, screen: new OperatorScreen(tandem.window), ear });
  },
});

test("a customer calls the operator through Asterisk, and both hear each other", async ({ onAsterisk }) => {
  const { customer, screen, ear } = onAsterisk;
  customer.dial("101");
  await screen.answer();
  await customer.next("CALL_ESTABLISHED");
  await expect.poll(() => customer.hears(OPERATOR_HZ)).toBe(true);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);

  await screen.tile(/^Удержать/).click();
  await expect.poll(() => customer.hears(OPERATOR_HZ)).toBe(false);
  expect(await ear.hearsNo(CUSTOMER_HZ)).toBe(true);
  await screen.tile(/^Вернуться/).click();
  await expect.poll(() => customer.hears(OPERATOR_HZ)).toBe(true);

  await screen.hangUp();
  await customer.next("CALL_CLOSED");
  // The hub knows of it from this desktop alone.
  const row = await screen.lastInHistory({ customer: "ivan", result: "Состоялся" });
  expect(await talkSeconds(row)).toBeGreaterThan(0);
});

test("the operator calls a number outside, and hears who answers; keys go out as tones", async ({ onAsterisk }) => {
  const { asterisk, customer, screen, ear } = onAsterisk;
  await screen.dial("+79161234567");
  await customer.next("CALL_INCOMING");
  customer.answer();
  await screen.talks();
  await expect.poll(() => customer.hears(OPERATOR_HZ)).toBe(true);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);

  await screen.tile(/^Клавиши/).click();
  for (const key of ["5", "#"]) {
    await screen.page.getByRole("button", { name: `Нажать ${key}`, exact: true }).click();
    await asterisk.manager.next("DTMFEnd", ({ Digit, Direction }) => Digit === key && Direction === "Received");
  }

  customer.hangUp();
  await expect(screen.callBar).toContainText("Разговор завершил клиент");
  const row = await screen.lastInHistory({ customer: "916", result: "Состоялся" });
  await expect(row.getByRole("img", { name: /^Исходящий/ })).toBeVisible();
});

test("the customer gives up while it rings, and the operator declines the next call", async ({ onAsterisk }) => {
  const { customer, screen } = onAsterisk;
  customer.dial("101");
  await expect(screen.ringing).toBeVisible();
  customer.hangUp();
  await expect(screen.ringing).toHaveCount(0);
  await customer.next("CALL_CLOSED");
  customer.dial("101");
  await screen.decline();
  await customer.next("CALL_CLOSED");
  await screen.lastInHistory({ customer: "ivan", result: "Отклонён" });
  await expect(screen.historyRow(1)).toContainText("Клиент не дождался");
});
