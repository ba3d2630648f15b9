import type { BaresipCustomer } from "../support/asterisk/baresip-customer.ts";
import { expect } from "./fixtures.ts";
import type { OperatorScreen } from "./operator-screen.ts";
import { COLLEAGUE_HZ, CUSTOMER_HZ, OPERATOR_HZ, type PbxShift, pbxShift as test } from "./pbx-shift.ts";

// Transfers, consultation and a talk of three on Asterisk; who hears whom is proved by a tone of each.

async function talk({ customer, screen }: PbxShift) {
  customer.dial("101");
  await screen.answer();
  await customer.next("CALL_ESTABLISHED");
  await expect.poll(() => customer.hears(OPERATOR_HZ)).toBe(true);
}

async function choose(screen: OperatorScreen, how: "Спросить сначала" | "Перевести сразу") {
  await screen.page.keyboard.press("KeyT");
  await screen.page.getByRole("textbox", { name: "Имя, добавочный или номер" }).fill("102");
  await screen.page.getByRole("button", { name: `${how}: 102` }).click();
}

/** Who of the parties hears these tones, and none of the others'. */
async function hear(party: BaresipCustomer, heard: readonly number[]) {
  for (const hz of [OPERATOR_HZ, CUSTOMER_HZ, COLLEAGUE_HZ])
    await expect.poll(() => party.hears(hz), { message: `${hz} Hz` }).toBe(heard.includes(hz));
}

test("at once: nobody is lost on the way, and both hear each other", async ({ onAsterisk, colleague }) => {
  const { screen, customer } = onAsterisk;
  await talk(onAsterisk);
  await choose(screen, "Перевести сразу");
  await colleague.next("CALL_INCOMING");
  await expect(screen.page.getByTestId("transfer-strip")).toContainText("звонит у 102");
  await expect.poll(() => customer.hears(OPERATOR_HZ)).toBe(false);

  colleague.answer();
  await expect(screen.page.getByText("Разговор переведён", { exact: true })).toBeVisible();
  await hear(customer, [COLLEAGUE_HZ]);
  await hear(colleague, [CUSTOMER_HZ]);
  const row = await screen.lastInHistory({ customer: "ivan", result: "Состоялся" });
  await expect(row).toBeVisible();
  await expect(screen.historyRow(1)).toHaveCount(0);
  colleague.hangUp();
  await customer.next("CALL_CLOSED");
});

test("at once, declined or taken back: the customer is here again", async ({ onAsterisk, colleague }) => {
  const { screen, customer, ear } = onAsterisk;
  await talk(onAsterisk);
  await choose(screen, "Перевести сразу");
  await colleague.next("CALL_INCOMING");
  colleague.hangUp();
  await expect(screen.page.getByText("Клиент снова с вами")).toBeVisible();
  await hear(customer, [OPERATOR_HZ]);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
  await colleague.next("CALL_CLOSED");

  await choose(screen, "Перевести сразу");
  await colleague.next("CALL_INCOMING");
  await screen.tile(/^Вернуть клиента/).click();
  await colleague.next("CALL_CLOSED");
  await screen.talks();
  await hear(customer, [OPERATOR_HZ]);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
});

test("asked first: the customer waits, then the two are joined", async ({ onAsterisk, colleague }) => {
  const { screen, customer, ear } = onAsterisk;
  await talk(onAsterisk);
  await choose(screen, "Спросить сначала");
  await colleague.next("CALL_INCOMING");
  colleague.answer();
  await hear(colleague, [OPERATOR_HZ]);
  expect(await ear.hears(COLLEAGUE_HZ)).toBe(true);
  await expect.poll(() => customer.hears(OPERATOR_HZ)).toBe(false);

  await screen.page.keyboard.press("KeyT");
  await expect(screen.page.getByText("Разговор переведён", { exact: true })).toBeVisible();
  await hear(customer, [COLLEAGUE_HZ]);
  await hear(colleague, [CUSTOMER_HZ]);
  customer.hangUp();
  await colleague.next("CALL_CLOSED");
});

test("asked first, and nobody answers: the customer is here again", async ({ onAsterisk, colleague }) => {
  const { screen, customer, ear } = onAsterisk;
  await talk(onAsterisk);
  await choose(screen, "Спросить сначала");
  await colleague.next("CALL_INCOMING");
  colleague.hangUp();
  await expect(screen.page.getByText("Клиент снова с вами")).toBeVisible();
  await hear(customer, [OPERATOR_HZ]);
  expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
});

test("all three hear each other, and two of them after one has left", async ({ onAsterisk, colleague }) => {
  const { screen, customer, ear } = onAsterisk;
  await talk(onAsterisk);
  await choose(screen, "Спросить сначала");
  await colleague.next("CALL_INCOMING");
  colleague.answer();
  await expect(screen.tile(/^Втроём/)).not.toHaveAttribute("aria-disabled");
  await screen.page.keyboard.press("KeyA");
  await expect(screen.callBar).toContainText("все слышат друг друга");
  await hear(customer, [OPERATOR_HZ, COLLEAGUE_HZ]);
  await hear(colleague, [OPERATOR_HZ, CUSTOMER_HZ]);
  for (const hz of [CUSTOMER_HZ, COLLEAGUE_HZ]) expect(await ear.hearsAnywhere(hz)).toBe(true);

  colleague.hangUp();
  await expect(screen.callBar).not.toContainText("все слышат друг друга");
  await hear(customer, [OPERATOR_HZ]);
});

test("a second customer waits on the line, is taken with the first on hold, and the first comes back", async ({
  onAsterisk,
  colleague,
}) => {
  const { screen, customer, ear } = onAsterisk;
  await talk(onAsterisk);
  colleague.dial("101");
  await screen.waitsForRing("vera");
  await screen.answer();
  await hear(colleague, [OPERATOR_HZ]);
  expect(await ear.hears(COLLEAGUE_HZ)).toBe(true);
  await expect.poll(() => customer.hears(OPERATOR_HZ)).toBe(false);

  colleague.hangUp();
  await screen.tile(/^Вернуться/).click();
  await hear(customer, [OPERATOR_HZ]);
  await screen.hangUp();
  await customer.next("CALL_CLOSED");
  await screen.lastInHistory({ customer: "vera", result: "Состоялся" });
  await expect(screen.historyRow(1)).toContainText("ivan");
});
