import { ApiClient } from "../integration/hub/support/api-client.ts";
import { HeadlessVisitor } from "../support/site-chat/headless-visitor.ts";
import { expect } from "./fixtures.ts";
import { type HandsName, handsOf } from "./hands.ts";
import { OperatorScreen } from "./operator-screen.ts";
import { CUSTOMER_HZ, NAME, OPERATOR_HZ, SECOND_NAME, shift as test } from "./shift.ts";
import { QUEUE_NUMBER, SECRETS, testTeam } from "./test-team.ts";

// One shift as it goes, through the window alone, on the embedded hub: once with the mouse, once with the keyboard alone.

const ORIGIN = "https://shop.example";
const SITE_KEY = "coffee-shop-1";

function team() {
  const plain = testTeam();
  return {
    ...plain,
    queues: plain.queues.map((queue) => ({ ...queue, wrapUpMs: 300_000 })),
    topics: {
      topics: [
        { topicId: "delivery", parentId: null, name: "Доставка" },
        { topicId: "date", parentId: "delivery", name: "Перенос даты" },
        { topicId: "bill", parentId: null, name: "Счёт" },
      ],
      required: ["topics" as const, "result" as const],
    },
    sites: [{ key: SITE_KEY, name: "Кофе и чай", origins: [ORIGIN], queueId: "support" }],
  };
}

for (const name of ["mouse", "keyboard"] satisfies HandsName[])
  test(`a whole shift with the ${name}: a call passed on, two chats at once, a call-back, their wrap-ups, and all of it in the history`, async ({
    start,
    arrive,
    launchTandem,
  }) => {
    test.setTimeout(300_000);
    const { tandem, screen, ear, customer } = await start({ team: team() });
    const other = await launchTandem({ hub: { url: tandem.hubUrl, login: "lev", secret: SECRETS.lev } });
    const lev = new OperatorScreen(other.window);
    const { page } = screen;
    const hands = handsOf(name, page);
    const wrapUp = page.getByTestId("wrap-up");
    const tidyUp = async (topic: string, note: string) => {
      await hands.write(wrapUp.getByRole("combobox", { name: "Найти тематику" }), topic);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Alt+Digit1");
      await hands.write(wrapUp.getByRole("textbox", { name: /^Заметка/ }), note);
      await hands.press(wrapUp.getByRole("button", { name: /^Завершить/ }));
      await expect(wrapUp).toHaveCount(0);
    };

    await test.step("a call is answered and passed on to a colleague", async () => {
      await customer.call(QUEUE_NUMBER);
      await screen.waitsForRing(NAME);
      await hands.press(screen.ringing.getByRole("button", { name: /^Ответить/ }));
      await screen.talks();
      expect(await ear.hears(CUSTOMER_HZ)).toBe(true);
      await hands.press(screen.tile(/^Перевести/));
      await hands.press(page.getByRole("button", { name: "Перевести сразу: Лев Орлов" }));
      await lev.waitsForRing(NAME);
      await lev.answer();
      await expect(page.getByText("Разговор переведён", { exact: true })).toBeVisible();
      // Whose customer it is now writes it up.
      await expect(wrapUp).toHaveCount(0);
      await lev.hangUp();
      await expect(lev.page.getByTestId("wrap-up")).toContainText(NAME);
    });

    const mine = page.getByRole("region", { name: "Мои", exact: true });
    const input = page.getByRole("textbox", { name: "Сообщение клиенту" });
    const messages = page.getByRole("log", { name: "Сообщения" });

    await test.step("two chats are answered in turn", async () => {
      const place = { hubUrl: () => tandem.hubUrl, siteKey: SITE_KEY, origin: ORIGIN };
      const visitors = [new HeadlessVisitor(place), new HeadlessVisitor(place)];
      try {
        for (const [index, question] of ["Где мой заказ?", "Есть ли чёрный чай?"].entries()) {
          visitors[index]?.write(question);
          await hands.press(mine.getByRole("button", { name: "Принять" }));
          await expect(messages.getByText(question)).toBeVisible();
        }
        await hands.write(input, "Чай есть");
        await page.keyboard.press("Enter");
        await expect.poll(() => visitors[1]?.read).toContain("Чай есть");
        await hands.press(mine.getByRole("button", { name: /^Показать разговор:\s*Переписка/ }).first());
        await expect(messages.getByText("Где мой заказ?")).toBeVisible();
        await hands.write(input, "Заказ в пути");
        await page.keyboard.press("Enter");
        await expect.poll(() => visitors[0]?.read).toContain("Заказ в пути");
        expect(visitors[0]?.read).not.toContain("Чай есть");
        for (const note of ["Сказала, где заказ", "Чай есть в наличии"]) {
          await hands.press(page.getByRole("button", { name: "Завершить" }));
          await tidyUp("доставка", note);
          const left = mine.getByRole("button", { name: /^Показать разговор:\s*Переписка/ });
          if ((await left.count()) > 0) await hands.press(left);
        }
        await expect(mine.getByText("Сейчас у вас нет разговоров.")).toBeVisible();
      } finally {
        for (const visitor of visitors) visitor.close();
      }
    });

    await test.step("a customer who ordered a call-back is called", async () => {
      const second = await arrive(tandem, "second");
      const api = new ApiClient(Number(new URL(tandem.hubUrl).port));
      const { accessToken } = await api.signedIn("marina", SECRETS.marina);
      const order = {
        orderId: "crm-order-1",
        number: "+79000000002",
        queueId: "support",
        name: SECOND_NAME,
        topic: "Счёт",
      };
      expect(await api.post("/callbacks", order, accessToken)).toMatchObject({ status: 201 });
      await screen.waitsForRing(SECOND_NAME);
      await hands.press(screen.ringing.getByRole("button", { name: /^Ответить/ }));
      await second.waitFor("ringing");
      await second.answer();
      expect(await second.hearsTone(OPERATOR_HZ)).toBe(true);
      await second.hangUp();
      await tidyUp("счёт", "Счёт отправлен");
    });

    await test.step("the history has it all", async () => {
      await hands.press(page.getByRole("navigation").getByRole("button", { name: "История" }));
      const history = page.getByRole("region", { name: "История", exact: true });
      await expect(screen.historyRow(0)).toContainText(SECOND_NAME);
      await expect(history).toContainText(NAME);
      await hands.write(page.getByRole("searchbox", { name: "Поиск по истории" }), "счета");
      await expect(history.locator("mark").first()).toHaveText("Счёт");
      await expect(history).toContainText(SECOND_NAME);
    });
  });
