import { QueueId } from "../../src-shared/ids.ts";
import { chatTest } from "./chat-shift.ts";
import { expect } from "./fixtures.ts";
import { NAME, shift as test } from "./shift.ts";
import { QUEUE_NUMBER, testTeam } from "./test-team.ts";

const CHOSEN = {
  queues: [
    { queueId: "support", name: "Поддержка", number: QUEUE_NUMBER, members: ["marina"], rules: { taking: "only" } },
  ],
} as const;

test("a call of a queue where operators choose rings nobody until it is taken, and then at who took it", async ({
  start,
}) => {
  const team = testTeam({ queues: CHOSEN.queues.map((queue) => ({ ...queue, members: [...queue.members] })) });
  const { screen, customer } = await start({ team });
  const { page } = screen;
  await customer.call(QUEUE_NUMBER);
  const take = page.getByRole("button", { name: `Взять: ${NAME}` });
  await expect(take).toBeVisible();
  await expect(page.getByRole("button", { name: "Ответить" })).toHaveCount(0);
  await take.click();
  await expect(page.getByText("взято вами из очереди")).toBeVisible();
  await expect(take).toHaveCount(0);
  await screen.answer();
  await screen.talks();
  await customer.waitFor("established");
  await screen.hangUp();
  await customer.waitFor("ended");
});

chatTest("a text of such a queue waits, is taken and opens at once", async ({ shift }) => {
  const { hub, page, messages, mine } = shift;
  await hub.stop();
  await hub.start(undefined, { queueId: QueueId.parse("letters") });
  await expect(page.getByTestId("readiness")).toContainText("Готовы", { timeout: 90_000 });
  const visitor = await shift.ask("Когда откроетесь?");
  const take = page.getByRole("button", { name: /^Взять: / });
  await expect(take).toBeVisible({ timeout: 30_000 });
  await expect(mine.getByRole("button", { name: "Принять" })).toHaveCount(0);
  await take.click();
  await expect(messages.getByText("Когда откроетесь?")).toBeVisible({ timeout: 30_000 });
  await page.getByRole("textbox", { name: "Сообщение клиенту" }).fill("В девять");
  await page.keyboard.press("Enter");
  await expect(visitor.getByRole("log").getByText("В девять")).toBeVisible({ timeout: 30_000 });
});
