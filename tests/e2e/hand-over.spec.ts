import { expect } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import { NAME, SECOND_HZ, shift as test } from "./shift.ts";
import { QUEUE_NUMBER, SECRETS, testTeam } from "./test-team.ts";

// What an operator writes on one desktop before passing a customer on, and what is read of it on another.

const NOTE = "Заказ 1427 не приехал, курьер не отвечает";
const NEXT = "Позвонить курьеру";

/** «Поддержка» is Marina's, with two minutes of wrap-up; «Заказы» are Lev's. */
function team() {
  const plain = testTeam();
  const support = plain.queues.map((queue) => ({ ...queue, members: ["marina"], wrapUpMs: 120_000 }));
  return { ...plain, queues: [...support, { queueId: "orders", name: "Заказы", number: "701", members: ["lev"] }] };
}

async function passOn(screen: OperatorScreen, how: string): Promise<void> {
  const { page } = screen;
  await page.keyboard.press("KeyT");
  await page.getByRole("textbox", { name: /^Коротко для коллеги/ }).fill(NOTE);
  await page.getByRole("textbox", { name: "Что сделать дальше" }).fill(NEXT);
  await page.getByRole("button", { name: how }).click();
}

async function readsCard({ ringing, page }: OperatorScreen): Promise<void> {
  const card = page.getByRole("region", { name: "Карточка передачи: Марина Белова" });
  for (const words of [NOTE, NEXT]) await expect(ringing.and(page.getByTestId("ringing-card"))).toContainText(words);
  await expect(card).toContainText("Марина Белова передаёт");
}

test("a card goes with the customer: to a colleague, who reads it while the phone rings, and then to a queue, whose giver writes up", async ({
  start,
  launchTandem,
}) => {
  const { tandem, screen, customer } = await start({ team: team() });
  const hub = { url: tandem.hubUrl, login: "lev", secret: SECRETS.lev };
  const lev = new OperatorScreen((await launchTandem({ hub, fakeMicTone: SECOND_HZ })).window);
  await customer.call(QUEUE_NUMBER);
  await screen.waitsForRing(NAME);
  await screen.answer();

  await passOn(screen, "Перевести сразу: Лев Орлов");
  await lev.waitsForRing(NAME);
  await readsCard(lev);
  await lev.decline();
  await expect(screen.page.getByText("Клиент снова с вами")).toBeVisible();
  await screen.talks();

  await lev.choose("На линии принимаете обращения");
  await passOn(screen, "Передать в очередь: Заказы");
  await lev.waitsForRing(NAME);
  await readsCard(lev);

  // Marina's part is over, and she writes it up while the customer is served by another.
  const wrapUp = screen.page.getByTestId("wrap-up");
  await expect(wrapUp).toContainText("Передано в очередь");
  await expect(screen.page.getByTestId("wrap-up-left")).toHaveText(/^[12]:[0-5]\d$/);
  await lev.answer();
  await customer.waitFor("established");
  // On hold meanwhile, and off it again.
  expect(await customer.hearsTone(SECOND_HZ)).toBe(true);
  await expect(wrapUp).toContainText(NAME);
  await wrapUp.getByRole("textbox", { name: /^Заметка/ }).fill("Курьера ищет Лев");
  await screen.page.keyboard.press("Control+Enter");
  await expect(wrapUp).toHaveCount(0);
  await expect(screen.status).toContainText("На линии");
  await expect(lev.page.getByRole("region", { name: "Карточка передачи: Марина Белова" })).toContainText(NEXT);
  await customer.hangUp();
  await expect(lev.callBar).toContainText("Разговор завершил клиент");
});
