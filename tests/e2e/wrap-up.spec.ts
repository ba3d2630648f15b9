import { expect } from "./fixtures.ts";
import { NAME, SECOND_NAME, shift as test } from "./shift.ts";
import { QUEUE_NUMBER, testTeam } from "./test-team.ts";

// The operator's statuses and the work after a contact through the real window: a break for after the talk, a wrap-up that
// is prolonged and finished early with its note, a break over its time, and a way back from «Не готов».

const team = (wrapUpMs: number, limitMs = 1_800_000) => {
  const plain = testTeam();
  return {
    ...plain,
    queues: plain.queues.map((queue) => ({ ...queue, wrapUpMs, wrapUp: { shiftBudgetMs: 30_000 } })),
    breakReasons: [{ code: "lunch", name: { ru: "Обед", en: "Lunch" }, limitMs }],
    declinedOffersLimit: 2,
  };
};

test("a break for after the talk waits for the wrap-up; a new call comes only after it; the note is kept", async ({
  start,
  arrive,
}) => {
  const { tandem, screen, customer } = await start({ team: team(120_000) });
  const { page } = screen;
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await screen.answer();
  await screen.status.click();
  await expect(page.getByRole("menuitem", { name: /^Обед/ })).toContainText("после этого обращения");
  await page.getByRole("menuitem", { name: /^Обед/ }).click();
  await expect(screen.status).toContainText("далее: обед");
  await expect(screen.status).toContainText("На линии");

  await screen.hangUp();
  const wrapUp = page.getByTestId("wrap-up");
  await expect(wrapUp).toContainText(NAME);
  await expect(page.getByTestId("wrap-up-left")).toHaveText(/^1:[0-5]\d$/);
  await page.keyboard.press("KeyE");
  await expect(page.getByTestId("wrap-up-left")).toHaveText(/^2:[0-2]\d$/);
  await expect(wrapUp.getByRole("button", { name: /^30 с/ })).toContainText("ещё 1 раз");
  await page.keyboard.press("KeyE");
  await expect(
    page.getByRole("alert").filter({ hasText: "Добавленное время на эту смену израсходовано" }),
  ).toBeVisible();
  const second = await arrive(tandem, "second");
  await second.call(QUEUE_NUMBER);
  await expect(screen.waiting(SECOND_NAME)).toBeVisible();
  await expect(screen.ringing).toHaveCount(0);

  await wrapUp.getByRole("textbox", { name: /^Заметка/ }).fill("Перезвонить в пять");
  await expect(wrapUp.getByRole("button", { name: "Завершить, дальше обед" })).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(screen.status).toContainText("Обед");
  await expect(wrapUp).toHaveCount(0);
  await expect(screen.ringing).toHaveCount(0);

  await screen.choose("На линии принимаете обращения");
  await screen.waitsForRing(SECOND_NAME);
  await screen.openHistory();
  await page.getByRole("button", { name: `Заметка: ${NAME}` }).click();
  await expect(page.getByRole("dialog").getByRole("textbox")).toHaveValue("Перезвонить в пять");
});

test("a wrap-up that is over in the middle of a word leaves the note open, and the line free", async ({ start }) => {
  const { screen, customer } = await start({ team: team(3000) });
  const { page } = screen;
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await screen.answer();
  await screen.hangUp();
  await page
    .getByTestId("wrap-up")
    .getByRole("textbox", { name: /^Заметка/ })
    .pressSequentially("Просит");
  const dialog = page.getByRole("dialog", { name: `Заметка: ${NAME}` });
  await expect(dialog.getByRole("textbox")).toBeFocused();
  await expect(dialog.getByRole("textbox")).toHaveValue("Просит");
  await expect(page.getByTestId("wrap-up")).toHaveCount(0);
  await page.keyboard.press("End");
  await page.keyboard.type(" счёт");
  await dialog.getByRole("button", { name: "Готово" }).click();
  await screen.openHistory();
  await page.getByRole("button", { name: `Заметка: ${NAME}` }).click();
  await expect(dialog.getByRole("textbox")).toHaveValue("Просит счёт");
});

test("a break over its time is told, nobody is put on line by it, and one button leads back", async ({ start }) => {
  const { screen } = await start({ team: team(0, 1500) });
  await screen.choose("Обед");
  await expect(screen.page.getByText("Перерыв дольше своего времени.")).toBeVisible();
  await expect(screen.status).toContainText("Обед");
  await screen.page.getByRole("button", { name: "Снова на линии" }).click();
  await expect(screen.status).toContainText("На линии");
  await expect(screen.page.getByText("Перерыв дольше своего времени.")).toHaveCount(0);
});

test("calls declined one after another take the operator off the line, in words; one button leads back", async ({
  start,
}) => {
  const { screen, customer } = await start({ team: team(0) });
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await screen.decline();
  await expect(screen.ringing).toHaveCount(0);
  await screen.waitsForRing(NAME);
  await screen.decline();
  await expect(screen.page.getByText("Вызовы отклонялись один за другим, статус «Не готов».")).toBeVisible();
  await expect(screen.status).toContainText("Не готов");
  await screen.page.getByRole("button", { name: "Снова на линии" }).click();
  await screen.waitsForRing(NAME);
  await screen.answer();
});

test("what is obligatory is asked for kindly, survives a reload, and is in the history afterwards", async ({
  start,
}) => {
  const topics = {
    topics: [
      { topicId: "delivery", parentId: null, name: "Доставка" },
      { topicId: "date", parentId: "delivery", name: "Перенос даты" },
      { topicId: "bill", parentId: null, name: "Счёт" },
    ],
    required: ["topics" as const, "result" as const, "next-step" as const],
  };
  const { screen, customer } = await start({ team: { ...team(120_000), topics } });
  const { page } = screen;
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await screen.answer();
  await screen.hangUp();
  const wrapUp = page.getByTestId("wrap-up");
  await wrapUp.getByRole("button", { name: "Завершить" }).click();
  await expect(wrapUp.getByText("Осталось заполнить: тематика, результат, следующий шаг")).toBeVisible();
  const search = wrapUp.getByRole("combobox", { name: "Найти тематику" });
  await expect(search).toBeFocused();
  // With the keyboard alone from here on.
  await page.keyboard.type("переноса");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Alt+Digit2");
  await page.keyboard.press("Control+Enter");
  const step = wrapUp.getByRole("textbox", { name: /^Следующий шаг/ });
  await expect(step).toBeFocused();
  await page.keyboard.type("Звонок водителя");
  await wrapUp.getByRole("textbox", { name: /^Заметка/ }).click();
  await page.reload();
  const chosen = wrapUp.getByRole("list", { name: "Выбранные тематики" });
  await expect(chosen).toContainText("Доставка › Перенос даты");
  await expect(wrapUp.getByRole("radio", { name: "Обещали действие" })).toBeChecked();
  await expect(step).toHaveValue("Звонок водителя");
  await expect(wrapUp.getByText("Всё обязательное заполнено")).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(wrapUp).toHaveCount(0);
  await screen.openHistory();
  await expect(page.getByText("Обещали действие · Доставка › Перенос даты · Звонок водителя")).toBeVisible();
  await page.getByRole("searchbox", { name: "Поиск по истории" }).fill("перенос");
  await expect(page.getByRole("region", { name: "История", exact: true }).getByText(NAME)).toBeVisible();
  await page.getByRole("searchbox", { name: "Поиск по истории" }).fill("водителем");
  await expect(page.locator("mark").first()).toHaveText("водителя");
  await page.getByRole("button", { name: `Заметка: ${NAME}` }).click();
  const dialog = page.getByRole("dialog", { name: `Заметка: ${NAME}` });
  await expect(dialog.getByRole("list", { name: "Выбранные тематики" })).toContainText("Доставка › Перенос даты");
  await expect(dialog.getByRole("textbox", { name: /^Следующий шаг/ })).toHaveValue("Звонок водителя");
});
