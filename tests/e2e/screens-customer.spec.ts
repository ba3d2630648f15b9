import { customerScenarios } from "../support/fake-bridge/customer-scenarios.ts";
import { openWindow } from "../support/fake-bridge/open-window.ts";
import { photograph } from "../support/fake-bridge/photograph.ts";
import { expect, test } from "./screens-test.ts";

const SAID: Readonly<Record<string, string>> = {
  "customer-full": "Обещали бесплатный подъём",
  "customer-new": "Раньше этот клиент к нам не обращался",
  "customer-failed": "События не загрузились",
  "customer-offline": "здесь только ваши обращения",
};

for (const scenario of customerScenarios) {
  test(`screen: ${scenario.name}`, async ({ page, server }) => {
    const faults = await openWindow(page, server.url, scenario);
    const card = page.getByRole("complementary", { name: "Карточка клиента" });
    const said = SAID[scenario.name];
    if (said === undefined) await expect(card.getByRole("status")).toBeVisible();
    else await expect(card.getByText(said)).toBeVisible();
    await photograph(page, scenario.name);
    expect(faults).toEqual([]);
  });
}

test("a row of the history opens the card beside it, and the card goes when it is closed", async ({ page, server }) => {
  const [scenario] = customerScenarios;
  if (!scenario) throw new Error("no scenario");
  const faults = await openWindow(page, server.url, scenario);
  await page.keyboard.press("Control+2");
  const card = page.getByRole("complementary", { name: "Карточка клиента" });
  await expect(card).toHaveCount(0);
  await page.getByRole("button", { name: "Карточка: Ирина Сомова" }).first().click();
  await expect(card.getByRole("heading", { name: "Ирина Сомова" })).toBeVisible();
  await expect(card.getByText("Ждёт звонка")).toBeVisible();
  await card.getByRole("button", { name: "Закрыть карточку" }).click();
  await expect(card).toHaveCount(0);
  await page.getByRole("button", { name: "Карточка: Ирина Сомова" }).first().click();
  await photograph(page, "customer-in-history");
  expect(faults).toEqual([]);
});

test("a tag and a note are written with Enter and taken away with their cross, by the contact", async ({
  page,
  server,
}) => {
  const [scenario] = customerScenarios;
  if (!scenario) throw new Error("no scenario");
  await openWindow(page, server.url, scenario);
  const card = page.getByRole("complementary", { name: "Карточка клиента" });
  const asked = () =>
    page.evaluate(() =>
      window.fakeBridge.asked.flatMap(({ name, input }) => (name === "customer.describe" ? [input] : [])),
    );
  const tag = card.getByRole("textbox", { name: "Метка", exact: true });
  await tag.fill(" долг ");
  await tag.press("Enter");
  await expect(tag).toHaveValue("");
  const note = card.getByRole("textbox", { name: "Заметка о клиенте" });
  await note.fill("Просит писать в Telegram");
  await note.press("Enter");
  await card.getByRole("button", { name: "Убрать метку «VIP»" }).click();
  await card.getByRole("button", { name: "Убрать заметку" }).click();
  await expect
    .poll(asked)
    .toMatchObject([
      { change: { kind: "tagged", tag: "долг" } },
      { change: { kind: "noted", text: "Просит писать в Telegram" } },
      { change: { kind: "untagged", tag: "VIP" } },
      { change: { kind: "note-removed", noteId: "n-1" } },
    ]);
  await page.evaluate(() => window.fakeBridge.refuse("customer.describe", "store-failed"));
  await note.fill("Не записалось");
  await note.press("Enter");
  await expect(page.getByText("Не получилось").first()).toBeVisible();
  await expect(note).toHaveValue("Не записалось");
});
