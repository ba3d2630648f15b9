import { chatTest } from "./chat-shift.ts";
import { expect } from "./fixtures.ts";
import { OperatorScreen } from "./operator-screen.ts";
import { Tandem } from "./tandem.ts";

const WAIT = { timeout: 60_000 };

chatTest(
  "a conversation is passed to a colleague, who is asked, with a card and the answer that was begun; it is taken back, refused, taken, and passed to a queue",
  async ({ shift, playwright }, testInfo) => {
    const { hub, page: marina } = shift;
    const account = { url: hub.url, login: "lev", secret: "lev-secret" };
    const colleague = await Tandem.launch(playwright, { hub: account }, testInfo.outputPath("lev.log"));
    try {
      const lev = colleague.window;
      await new OperatorScreen(lev).choose("На линии принимаете обращения");
      const levs = lev.getByRole("region", { name: "Мои", exact: true });
      const visitor = await shift.talk("Где мой счёт?");
      await marina.getByRole("textbox", { name: "Сообщение клиенту" }).fill("Счёт во вложении");

      const pass = async (party: string, note: string) => {
        await marina.getByRole("button", { name: /^Передать переписку/ }).click();
        const panel = marina.getByRole("dialog", { name: /^Передать переписку/ });
        await panel.getByRole("textbox", { name: /^Коротко для коллеги/ }).fill(note);
        await panel.getByRole("button", { name: `Передать: ${party}` }).click({ timeout: 60_000 });
        await expect(panel).toBeHidden();
      };
      const strip = marina.getByText(/^Спросили: Лев Орлов/);

      await pass("Лев Орлов", "ждёт счёт за ноябрь");
      await expect(strip).toBeVisible(WAIT);
      await expect(levs.getByText("ждёт счёт за ноябрь")).toBeVisible(WAIT);
      await marina.getByRole("button", { name: "Вернуть", exact: true }).click();
      await expect(strip).toBeHidden(WAIT);
      await expect(levs.getByRole("button", { name: "Принять" })).toHaveCount(0, WAIT);

      await pass("Лев Орлов", "ждёт счёт за ноябрь");
      await levs.getByRole("button", { name: "Не сейчас" }).click(WAIT);
      await expect(marina.getByText(/Лев Орлов не может взять/).first()).toBeVisible(WAIT);
      await expect(marina.getByRole("textbox", { name: "Сообщение клиенту" })).toHaveValue("Счёт во вложении");

      await pass("Лев Орлов", "ждёт счёт за ноябрь");
      await levs.getByRole("button", { name: "Принять" }).click(WAIT);
      await expect(marina.getByText(/теперь отвечает Лев Орлов/).first()).toBeVisible(WAIT);
      await expect(shift.mine.getByRole("button", { name: /^Показать разговор/ })).toHaveCount(0, WAIT);
      const conversation = lev.getByRole("region", { name: /^Переписка:/ });
      await expect(conversation.getByText("Где мой счёт?")).toBeVisible(WAIT);
      const card = conversation.getByRole("region", { name: "Карточка передачи: Марина Белова" });
      await expect(card.getByText("ждёт счёт за ноябрь")).toBeVisible();
      await card.getByRole("button", { name: "Взять в ответ" }).click();
      const answer = conversation.getByRole("textbox", { name: "Сообщение клиенту" });
      await expect(answer).toHaveValue("Счёт во вложении");
      await answer.press("Enter");
      await expect(visitor.getByRole("log").getByText("Счёт во вложении")).toBeVisible(WAIT);

      await conversation.getByRole("button", { name: /^Передать переписку/ }).click();
      const panel = lev.getByRole("dialog", { name: /^Передать переписку/ });
      await panel.getByRole("textbox", { name: /^Коротко для коллеги/ }).fill("просит акт");
      await panel.getByRole("button", { name: "Передать: Поддержка" }).click();
      await expect(lev.getByText(/теперь отвечает Поддержка/).first()).toBeVisible(WAIT);
      await expect(shift.mine.getByText("просит акт")).toBeVisible(WAIT);
      await shift.accept();
      await expect(shift.messages.getByText("Счёт во вложении")).toBeVisible(WAIT);
      await expect(marina.getByRole("textbox", { name: "Сообщение клиенту" })).toHaveValue("");
    } finally {
      await colleague.close();
    }
  },
);
